package dev.hayase.cdc.debezium.postgres;

import io.debezium.snapshot.spi.SnapshotQuery;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Reads a table for its snapshot with every value as the text that the type's output function
/// prints: the very text that the log holds for it later. (A cast to text would not do: it trims
/// `char(n)` and prints `inet` and `bool` in another way.)
public final class TextSnapshotQuery implements SnapshotQuery {
  static final String NAME = "hayase-text";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void configure(Map<String, ?> settings) {}

  @Override
  public Optional<String> snapshotQuery(String table, List<String> columns) {
    return Optional.of(
        columns.stream()
            .map(TextSnapshotQuery::asText)
            .collect(Collectors.joining(", ", "SELECT ", " FROM " + table)));
  }

  private static String asText(String quotedColumn) {
    return "CASE WHEN %1$s IS DISTINCT FROM NULL THEN format('%%s', %1$s) END AS %1$s"
        .formatted(quotedColumn);
  }
}
