package dev.hayase.records.table;

import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Goes through the columns of a definition and of a table that may take its rows.
final class Comparison {
  private final TableDefinition wanted;
  private final PresentTable present;
  private final ConflictRules conflicts;
  private final Set<String> key = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
  private final Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  private final List<Column> added = new ArrayList<>();
  private final Map<String, String> addedSides = new LinkedHashMap<>();
  private final List<Column> widened = new ArrayList<>();
  private final Set<String> unproved = new TreeSet<>();
  private final Map<String, String> sides = new LinkedHashMap<>();

  Comparison(TableDefinition wanted, PresentTable present, ConflictRules conflicts) {
    this.wanted = wanted;
    this.present = present;
    this.conflicts = conflicts;
    key.addAll(wanted.primaryKey());
    wanted.columns().forEach(column -> names.add(column.name()));
  }

  /// @param known the shape in use
  TableChange outcome(TableShape known) {
    TableShape shape = known.withoutSides();
    for (Column column : wanted.columns()) {
      Optional<PresentColumn> there = present.column(column.name());
      if (there.isEmpty()) {
        added.add(column);
      } else {
        shape = shape.with(column, there.get());
        shape = column(column, there.get(), shape);
      }
    }
    TableUpdate update = new TableUpdate(added, addedSides, relaxed(), widened, unproved);
    return update.isEmpty()
        ? new TableChange.Ready(shape.beside(sides))
        : new TableChange.Update(update);
  }

  private TableShape column(Column column, PresentColumn there, TableShape shape) {
    missingFields(column, there).ifPresent(added::add);
    switch (Fit.between(column, there)) {
      case Fit.Fits _ -> {}
      case Fit.Widens widens when isOfOneType(widens, there) -> widen(column, widens);
      case Fit.Widens widens when conflicts.mayWiden(column.name()) && !standsAside(column) ->
          widen(column, widens);
      case Fit.Widens _, Fit.Conflicts _ -> {
        return aside(column, shape);
      }
    }
    return shape;
  }

  /// A limit is no conflict of types: it is lifted whatever the policy.
  private static boolean isOfOneType(Fit.Widens widens, PresentColumn there) {
    return there.type().equals(Optional.of(widens.wider().type()));
  }

  private void widen(Column column, Fit.Widens widens) {
    if (conflicts.isFixed(column.name())) {
      return;
    }
    widened.add(widens.wider());
    if (widens.unproved()) {
      unproved.add(widens.wider().name());
    }
  }

  /// Once a side column is there, values go on into it.
  private boolean standsAside(Column column) {
    return present
        .column(SideColumn.name(column))
        .flatMap(PresentColumn::besides)
        .equals(Optional.of(column.name()));
  }

  /// Values go into the side column, where there may be one; else their records are parked.
  private TableShape aside(Column column, TableShape shape) {
    Optional<Column> side = SideColumn.of(column);
    if (!conflicts.mayStandAside()
        || key.contains(column.name())
        || side.isEmpty()
        || names.contains(side.get().name())) {
      return shape;
    }
    Optional<PresentColumn> there = present.column(side.get().name());
    if (there.isEmpty()) {
      added.add(side.get());
      addedSides.put(side.get().name(), column.name());
      return shape;
    }
    boolean ours = there.get().besides().equals(Optional.of(column.name()));
    if (!ours || Fit.between(side.get(), there.get()) instanceof Fit.Conflicts) {
      return shape;
    }
    missingFields(side.get(), there.get()).ifPresent(added::add);
    sides.put(side.get().name(), column.name());
    return shape.with(side.get(), there.get());
  }

  /// The struct with those of its fields that are not there.
  private static Optional<Column> missingFields(Column wanted, PresentColumn present) {
    boolean structs =
        wanted.type() == ColumnType.STRUCT && present.type().equals(Optional.of(ColumnType.STRUCT));
    if (!structs) {
      return Optional.empty();
    }
    List<Column> fields = new ArrayList<>();
    for (Column field : wanted.fields()) {
      Optional<PresentColumn> there = present.field(field.name());
      if (there.isEmpty()) {
        fields.add(field);
      } else {
        missingFields(field, there.get()).ifPresent(fields::add);
      }
    }
    return fields.isEmpty() ? Optional.empty() : Optional.of(wanted.of(fields));
  }

  /// REQUIRED columns whose values may be missing: a mirror's deletions carry the key alone, a
  /// history's truncates nothing, and the source may give none or not know the column.
  private List<String> relaxed() {
    return present.columns().stream()
        .filter(column -> column.mode() == Column.Mode.REQUIRED)
        .map(PresentColumn::name)
        .filter(this::mayBeMissing)
        .toList();
  }

  private boolean mayBeMissing(String column) {
    return switch (wanted.mode()) {
      case MIRROR -> !key.contains(column);
      case HISTORY -> true;
      case APPEND ->
          wanted.columns().stream()
              .noneMatch(
                  c -> c.name().equalsIgnoreCase(column) && c.mode() == Column.Mode.REQUIRED);
    };
  }
}
