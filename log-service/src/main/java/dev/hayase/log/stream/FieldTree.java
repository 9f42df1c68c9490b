package dev.hayase.log.stream;

import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.pipeline.StreamSettings.Personal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is to be done with a field of a document, and with those inside it. Lists count for
/// nothing: a path goes through every element.
final class FieldTree {
  private static final String ANY = "*";

  private final Map<String, FieldTree> named = new HashMap<>();
  private @Nullable FieldTree any;
  private @Nullable Personal personal;
  private boolean id;
  private boolean time;
  private boolean key;
  private boolean known;
  private boolean open = true;

  /// The node at a path, made if it is not there.
  private FieldTree at(String path) {
    FieldTree node = this;
    for (String name : path.split("\\.", -1)) {
      if (name.equals(ANY)) {
        node.any = node.any == null ? new FieldTree() : node.any;
        node = node.any;
      } else {
        node = node.named.computeIfAbsent(name, _ -> new FieldTree());
      }
    }
    return node;
  }

  void conceal(String path, Personal rule) {
    at(path).personal = rule;
  }

  void identifies(String path) {
    at(path).id = true;
  }

  void dates(String path) {
    at(path).time = true;
  }

  void orders(String path) {
    at(path).key = true;
  }

  /// Fields that are none of the columns are unknown from now on.
  void close(List<Column> columns) {
    open = false;
    for (Column column : columns) {
      FieldTree node = at(column.name());
      node.known = true;
      if (column.type() == ColumnType.STRUCT) {
        node.close(column.fields());
      }
    }
  }

  /// The field of that name; null when nothing is to be done with it. A name may have dots in it,
  /// as those of OpenTelemetry's attributes have: it is found by the same path, and concealed with
  /// what it would be inside of.
  @Nullable FieldTree field(String name) {
    FieldTree field = named.get(name);
    if (field != null) {
      return field;
    }
    int dot = named.isEmpty() ? -1 : name.indexOf('.');
    if (dot >= 0) {
      FieldTree outer = named.get(name.substring(0, dot));
      if (outer != null && outer.personal != null) {
        return outer;
      }
      FieldTree inner = outer == null ? null : outer.field(name.substring(dot + 1));
      if (inner != null) {
        return inner;
      }
    }
    return any;
  }

  /// Whether a field is none of the columns.
  boolean isUnknown(@Nullable FieldTree field) {
    return !open && (field == null || !field.known);
  }

  @Nullable Personal personal() {
    return personal;
  }

  boolean isId() {
    return id;
  }

  boolean isTime() {
    return time;
  }

  boolean isKey() {
    return key;
  }
}
