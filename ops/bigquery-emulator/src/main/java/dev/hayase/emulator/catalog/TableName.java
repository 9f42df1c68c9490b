package dev.hayase.emulator.catalog;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A table's full name.
public record TableName(String project, String dataset, String table) {
  private static final Pattern RESOURCE =
      Pattern.compile("projects/([^/]+)/datasets/([^/]+)/tables/([^/]+)");

  /// Reads `projects/p/datasets/d/tables/t`.
  public static Optional<TableName> fromResource(String resource) {
    Matcher matcher = RESOURCE.matcher(resource);
    return matcher.matches()
        ? Optional.of(new TableName(matcher.group(1), matcher.group(2), matcher.group(3)))
        : Optional.empty();
  }

  /// `projects/p/datasets/d/tables/t`.
  public String resource() {
    return "projects/" + project + "/datasets/" + dataset + "/tables/" + table;
  }

  /// `p:d.t`, as BigQuery's REST messages write it.
  @Override
  public String toString() {
    return project + ":" + dataset + "." + table;
  }
}
