package dev.hayase.cdc.debezium.mysql;

import io.debezium.snapshot.spi.SnapshotQuery;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads a table for its snapshot. Of a FLOAT the server prints six digits only, where its log
/// holds the number: as a DOUBLE it prints all of them.
public final class ExactSnapshotQuery implements SnapshotQuery {
  static final String NAME = "hayase-exact";

  /// The setting with the names of the columns of type FLOAT, quoted, one in each line.
  static final String FLOATS = "hayase.float.columns";

  private Set<String> floats = Set.of();

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void configure(Map<String, ?> settings) {
    floats = Set.of(String.valueOf(settings.get(FLOATS)).split("\n", -1));
  }

  @Override
  public Optional<String> snapshotQuery(String table, List<String> columns) {
    return Optional.of(
        columns.stream()
            .map(column ->
                floats.contains(table + "." + column)
                    ? "%1$s + 0e0 AS %1$s".formatted(column)
                    : column)
            .collect(Collectors.joining(", ", "SELECT ", " FROM " + table)));
  }
}
