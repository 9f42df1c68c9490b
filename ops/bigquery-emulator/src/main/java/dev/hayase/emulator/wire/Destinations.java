package dev.hayase.emulator.wire;

import com.google.cloud.bigquery.storage.v1.BatchCommitWriteStreamsRequest;
import com.google.cloud.bigquery.storage.v1.CreateWriteStreamRequest;
import com.google.cloud.bigquery.storage.v1.FinalizeWriteStreamRequest;
import com.google.cloud.bigquery.storage.v1.FlushRowsRequest;
import com.google.cloud.bigquery.storage.v1.GetWriteStreamRequest;
import dev.hayase.emulator.catalog.TableName;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The table that a request is about.
final class Destinations {
  private static final Pattern TABLE =
      Pattern.compile(
          "/?(?:bigquery/v2/)?projects/([^/]+)/datasets/([^/]+)/tables/([^/]+)(?:/.*)?");

  private Destinations() {}

  /// The table in the name of a table, a stream or a REST path.
  static Optional<TableName> in(String name) {
    Matcher matcher = TABLE.matcher(name);
    return matcher.matches()
        ? Optional.of(new TableName(matcher.group(1), matcher.group(2), matcher.group(3)))
        : Optional.empty();
  }

  static Optional<TableName> ofUnary(Object request) {
    return switch (request) {
      case CreateWriteStreamRequest create -> in(create.getParent());
      case GetWriteStreamRequest get -> in(get.getName());
      case FinalizeWriteStreamRequest end -> in(end.getName());
      case FlushRowsRequest flush -> in(flush.getWriteStream());
      case BatchCommitWriteStreamsRequest commit -> in(commit.getParent());
      default -> Optional.empty();
    };
  }
}
