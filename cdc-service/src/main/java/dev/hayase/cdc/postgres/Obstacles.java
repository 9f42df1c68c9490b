package dev.hayase.cdc.postgres;

import java.util.List;
import java.util.stream.Collectors;

/// Why a table cannot be captured, if so: pure rules over the catalog's facts. Each answer ends
/// with the statement that removes the obstacle.
final class Obstacles {
  private static final String FULL = "f";

  private Obstacles() {}

  /// @param history whether every change becomes a row, which needs whole rows in the log
  /// @param role the capture's role, quoted
  /// @return empty when there is none
  static String of(TableFacts table, boolean history, String role) {
    boolean full = table.identities().equals(FULL);
    if (table.unlogged()) {
      return "It is unlogged: its changes are in no log. Run: ALTER TABLE %s SET LOGGED;"
          .formatted(table.quoted());
    }
    if (!table.readable()) {
      return "The role may not read it. Run: GRANT SELECT ON %s TO %s;"
          .formatted(table.quoted(), role);
    }
    if (!table.columnsAlike().isEmpty()) {
      return ("Its columns %s differ by case only, and the capturing engine cannot tell them apart."
              + " Run: ALTER TABLE %s RENAME COLUMN ... TO ...;")
          .formatted(String.join(", ", table.columnsAlike()), table.quoted());
    }
    if (table.primaryKey().isEmpty() && !full) {
      return "It has no primary key: published like this, the database would refuse every UPDATE and"
          + " DELETE on it. Add a primary key, or run: "
          + statements(table, "FULL");
    }
    if (history && !full) {
      return "In mode history every change needs the whole row. Run: " + statements(table, "FULL");
    }
    if (table.identities().contains("n")) {
      return "Its replica identity is NOTHING: published like this, the database would refuse every"
          + " UPDATE and DELETE on it. Run: "
          + statements(table, "DEFAULT");
    }
    if (table.identities().contains("i")) {
      return "Its replica identity is an index: the log would not name the primary key. Run: "
          + statements(table, "DEFAULT");
    }
    return "";
  }

  private static String statements(TableFacts table, String identity) {
    List<String> targets =
        table.unfitLeaves().isEmpty() ? List.of(table.quoted()) : table.unfitLeaves();
    return targets.stream()
        .map(target -> "ALTER TABLE %s REPLICA IDENTITY %s;".formatted(target, identity))
        .collect(Collectors.joining(" "));
  }
}
