package dev.hayase.loader.delivery;

import dev.hayase.event.schema.TableSchema;
import dev.hayase.loader.row.RowPlan;
import dev.hayase.loader.table.TableMode;
import dev.hayase.loader.table.TableShape;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How rows of each schema are encoded for the table, as far as is known.
final class Plans {
  private final Map<String, RowPlan.Compiled> compiled = new HashMap<>();
  private TableShape shape = TableShape.EMPTY;
  private @Nullable TableMode mode;
  private @Nullable String latest;

  /// The schema that is being prepared: one at a time, so that shapes grow in one line.
  private @Nullable String preparing;

  Optional<RowPlan.Compiled> of(String fingerprint) {
    return Optional.ofNullable(compiled.get(fingerprint));
  }

  /// The plan of the schema that was prepared last.
  Optional<RowPlan> latest() {
    return latest == null
        ? Optional.empty()
        : of(latest).flatMap(c -> c instanceof RowPlan.Compiled.Ready(RowPlan plan) ? Optional.of(plan) : Optional.empty());
  }

  Optional<String> latestFingerprint() {
    return Optional.ofNullable(latest);
  }

  Optional<TableMode> mode() {
    return Optional.ofNullable(mode);
  }

  TableShape shape() {
    return shape;
  }

  /// Whether a preparation may begin now; if so, it has.
  boolean begin(String fingerprint) {
    boolean free = preparing == null;
    if (free) {
      preparing = fingerprint;
    }
    return free;
  }

  void ended() {
    preparing = null;
  }

  /// The table takes rows of the schema.
  void ready(String fingerprint, TableSchema schema, TableMode tableMode, TableShape tableShape) {
    mode = tableMode;
    shape = tableShape;
    latest = fingerprint;
    compiled.put(fingerprint, RowPlan.compile(schema, tableMode, tableShape));
  }
}
