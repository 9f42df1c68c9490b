package dev.hayase.loader.delivery;

import dev.hayase.records.format.Compiled;
import dev.hayase.records.format.RecordFormat;
import dev.hayase.records.row.RowPlan;
import dev.hayase.records.table.TableMode;
import dev.hayase.records.table.TableShape;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How rows of each schema are encoded for the table, as far as is known.
final class Plans {
  /// Asked for in place of a schema key: what the table is, without regard to a schema.
  static final String TABLE_ITSELF = "";

  private final RecordFormat format;
  private final Map<String, Compiled> compiled = new HashMap<>();
  private final Map<String, TableShape> compiledFor = new HashMap<>();
  private TableShape shape = TableShape.EMPTY;
  private @Nullable TableMode mode;
  private boolean known;

  /// The schema that is being prepared: one at a time, so that shapes grow in one line.
  private @Nullable String preparing;

  Plans(RecordFormat format) {
    this.format = format;
  }

  /// Null while the schema is not prepared.
  @Nullable Compiled of(String schemaKey) {
    return compiled.get(schemaKey);
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

  /// The schemas whose rows have this shape; all in use when there are none. The others are left as
  /// they are: their rows may go on while a change of the table spreads.
  Set<String> schemaKeys(TableShape rows) {
    Set<String> keys = new LinkedHashSet<>();
    compiledFor.forEach((key, each) -> {
      if (each.withoutSides().equals(rows)) {
        keys.add(key);
      }
    });
    return keys.isEmpty() ? Set.copyOf(compiled.keySet()) : keys;
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
  boolean begin(String schemaKey) {
    boolean free = preparing == null;
    if (free) {
      preparing = schemaKey;
    }
    return free;
  }

  void ended() {
    preparing = null;
  }

  /// The topic is another one of the same name: whether the table takes its rows has to be found
  /// out again.
  void forget() {
    compiled.clear();
  }

  /// The table takes rows of these schemas, in the order in which its shape grew.
  void ready(Preparation.Result.Ready ready) {
    known = true;
    mode = ready.mode();
    for (Preparation.Prepared prepared : ready.prepared()) {
      shape = prepared.shape().withoutSides();
      TableShape before = compiledFor.put(prepared.schemaKey(), prepared.shape());
      if (!prepared.shape().equals(before)) {
        compiled.put(
            prepared.schemaKey(),
            format.compile(
                prepared.schemaKey(), prepared.schema(), ready.mode(), prepared.shape()));
      }
    }
  }
}
