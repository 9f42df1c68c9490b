package dev.hayase.emulator.catalog;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The tables that somebody means: one table, in one project or in every one.
public record TableFilter(Optional<String> project, String dataset, String table) {
  private static final Pattern NAME =
      Pattern.compile("(?:([^.`\\s]+(?:\\.com)?)[.:])?([^.:`\\s]+)\\.([^.:`\\s]+)");

  /// Reads `dataset.table`, `project.dataset.table` or `projects/p/datasets/d/tables/t`.
  public static Optional<TableFilter> parse(String text) {
    Optional<TableName> resource = TableName.fromResource(text);
    if (resource.isPresent()) {
      return resource.map(
          name -> new TableFilter(Optional.of(name.project()), name.dataset(), name.table()));
    }
    Matcher matcher = NAME.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new TableFilter(
                Optional.ofNullable(matcher.group(1)), matcher.group(2), matcher.group(3)))
        : Optional.empty();
  }

  public boolean matches(TableName name) {
    return dataset.equals(name.dataset())
        && table.equals(name.table())
        && project.map(name.project()::equals).orElse(true);
  }

  /// As [#parse(String)] reads it.
  @Override
  public String toString() {
    return project.map(name -> name + ".").orElse("") + dataset + "." + table;
  }
}
