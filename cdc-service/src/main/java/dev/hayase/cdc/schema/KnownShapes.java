package dev.hayase.cdc.schema;

import dev.hayase.cdc.value.TableShape;
import dev.hayase.event.topic.ChangeTopic;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The shape of each table's last row. One thread writes; any may read.
public final class KnownShapes {
  private final Map<ChangeTopic, TableShape> shapes = new ConcurrentHashMap<>();
  private final Map<String, ShapeChange> lastChanges = new ConcurrentHashMap<>();

  /// A row of the table is about to be written.
  ///
  /// @return what differs from the row before; nothing for the first row
  @SuppressWarnings("ReferenceEquality")
  public List<ShapeChange> next(ChangeTopic table, TableShape shape) {
    TableShape last = shapes.get(table);
    if (last == shape) {
      return List.of();
    }
    shapes.put(table, shape);
    if (last == null || last.fingerprint().equals(shape.fingerprint())) {
      return List.of();
    }
    List<ShapeChange> changes = ShapeChange.between(last.schema(), shape.schema());
    if (!changes.isEmpty()) {
      lastChanges.put(table.name(), changes.getLast());
    }
    return changes;
  }

  /// The last change of the topic's table.
  public Optional<ShapeChange> lastChange(String topic) {
    return Optional.ofNullable(lastChanges.get(topic));
  }
}
