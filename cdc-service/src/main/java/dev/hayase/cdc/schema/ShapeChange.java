package dev.hayase.cdc.schema;

import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.TableSchema;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// One difference between two shapes of a table. Its text is a sentence for people, with names and
/// types and no values.
public sealed interface ShapeChange {
  /// A stable word, as metrics have it.
  String kind();

  /// A column that was not there before.
  record Added(String column, String type) implements ShapeChange {
    @Override
    public String kind() {
      return "added";
    }

    @Override
    public String toString() {
      return "column '%s' of type %s was added".formatted(column, type);
    }
  }

  /// A column that is there no more.
  record Dropped(String column) implements ShapeChange {
    @Override
    public String kind() {
      return "dropped";
    }

    @Override
    public String toString() {
      return "column '%s' was dropped".formatted(column);
    }
  }

  /// A column that stands where another one of the same type stood. No log says so in words: a
  /// table's last column that is dropped, with one of the same type added, looks the same.
  record Renamed(String column, String name) implements ShapeChange {
    @Override
    public String kind() {
      return "renamed";
    }

    @Override
    public String toString() {
      return "column '%s' seems to be called '%s' now".formatted(column, name);
    }
  }

  /// A column of another type.
  ///
  /// @param widened whether BigQuery can give the column its new type where it stands
  record Retyped(String column, String from, String to, boolean widened) implements ShapeChange {
    @Override
    public String kind() {
      return widened ? "widened" : "retyped";
    }

    @Override
    public String toString() {
      return "column '%s' is %s and was %s%s"
          .formatted(column, to, from, widened ? ", which is wider" : "");
    }
  }

  /// Another primary key.
  record Rekeyed(List<String> from, List<String> to) implements ShapeChange {
    public Rekeyed {
      from = List.copyOf(from);
      to = List.copyOf(to);
    }

    @Override
    public String kind() {
      return "rekeyed";
    }

    @Override
    public String toString() {
      return "the primary key is %s and was %s".formatted(to, from);
    }
  }

  /// What differs, in the order of the columns. Another order of the same columns is no difference:
  /// values travel under their names.
  static List<ShapeChange> between(TableSchema before, TableSchema after) {
    List<ShapeChange> changes = new ArrayList<>();
    Set<String> renamed = new LinkedHashSet<>();
    for (int i = 0; i < before.columns().size(); i++) {
      Column column = before.columns().get(i);
      Optional<Column> now = after.column(column.name());
      Optional<Column> inPlace = inPlace(before, after, i);
      if (now.isPresent()) {
        retyped(before, after, column, now.get()).ifPresent(changes::add);
      } else if (inPlace.isPresent()) {
        renamed.add(inPlace.get().name());
        changes.add(new Renamed(column.name(), inPlace.get().name()));
      } else {
        changes.add(new Dropped(column.name()));
      }
    }
    for (Column column : after.columns()) {
      if (before.column(column.name()).isEmpty() && !renamed.contains(column.name())) {
        changes.add(new Added(column.name(), type(after, column)));
      }
    }
    List<String> key = before.primaryKey().stream().map(name -> nameNow(changes, name)).toList();
    if (!key.equals(after.primaryKey())) {
      changes.add(new Rekeyed(before.primaryKey(), after.primaryKey()));
    }
    return changes;
  }

  /// A key whose column was renamed is the same key.
  private static String nameNow(List<ShapeChange> changes, String column) {
    return changes.stream()
        .filter(change -> change instanceof Renamed renamed && renamed.column().equals(column))
        .map(change -> ((Renamed) change).name())
        .findFirst()
        .orElse(column);
  }

  /// The column that took another's place: new, of its type, and no column was lost or came beside.
  private static Optional<Column> inPlace(TableSchema before, TableSchema after, int place) {
    if (before.columns().size() != after.columns().size()) {
      return Optional.empty();
    }
    Column old = before.columns().get(place);
    Column now = after.columns().get(place);
    return before.column(now.name()).isEmpty()
            && now.named(old.name()).equals(old)
            && type(before, old).equals(type(after, now))
        ? Optional.of(now)
        : Optional.empty();
  }

  private static Optional<ShapeChange> retyped(
      TableSchema before, TableSchema after, Column old, Column now) {
    String from = type(before, old);
    String to = type(after, now);
    return old.equals(now) && from.equals(to)
        ? Optional.empty()
        : Optional.of(new Retyped(now.name(), from, to, Widening.isWider(old, now)));
  }

  private static String type(TableSchema schema, Column column) {
    return Objects.requireNonNullElse(
        schema.sourceTypes().get(column.name()), column.type().name());
  }
}
