package dev.hayase.loader.delivery;

import dev.hayase.event.schema.TableSchema;
import dev.hayase.loader.row.RowPlan;
import dev.hayase.loader.table.TableMode;
import dev.hayase.loader.table.TableShape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How rows of each schema are encoded for the table, as far as is known.
final class Plans {
  /// Asked for in place of a fingerprint: what the table is, without regard to a schema.
  static final String TABLE_ITSELF = "";

  private final Map<String, RowPlan.Compiled> compiled = new HashMap<>();
  private TableShape shape = TableShape.EMPTY;
  private @Nullable TableMode mode;
  private boolean known;

  /// The schema that is being prepared: one at a time, so that shapes grow in one line.
  private @Nullable String preparing;

  Optional<RowPlan.Compiled> of(String fingerprint) {
    return Optional.ofNullable(compiled.get(fingerprint));
  }

  /// The plan for a history's rows that have no values.
  RowPlan valueless() {
    return RowPlan.ofKeys(List.of(), TableMode.HISTORY, shape);
  }

  /// Whether it is known what the table is.
  boolean isKnown() {
    return known;
  }

  /// The table was described without regard to a schema.
  ///
  /// @param history its own columns, if it is a history table
  void recalled(Optional<TableShape> history) {
    known = true;
    if (history.isPresent() && mode == null) {
      mode = TableMode.HISTORY;
      shape = history.get();
    }
  }

  /// The schemas in use.
  Set<String> fingerprints() {
    return Set.copyOf(compiled.keySet());
  }

  /// Whether a schema is being prepared.
  boolean isPreparing() {
    return preparing != null;
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
    known = true;
    mode = tableMode;
    shape = tableShape;
    compiled.put(fingerprint, RowPlan.compile(schema, tableMode, tableShape));
  }
}
