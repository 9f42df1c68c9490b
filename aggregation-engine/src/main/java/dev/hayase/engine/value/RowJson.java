package dev.hayase.engine.value;

import dev.hayase.event.change.RowImage;
import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.Column.Mode;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.event.wire.MalformedRecordException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Rows of one layout out of JSON objects: columns by their names, absent ones NULL (or the empty
/// list, which a REPEATED column is then), and other fields passed over. Thread-safe.
public final class RowJson {
  private final JsonValues values;
  private final Fields fields;

  public RowJson(Layout layout, JsonForm form) {
    values = new JsonValues(form);
    fields = new Fields(layout.columns());
  }

  /// @throws MalformedRecordException naming the column, but no value, when one is not of its type
  public Row read(RowImage row) {
    try (JsonParser json = row.parser()) {
      json.nextToken();
      return read(json);
    } catch (JacksonException e) {
      throw notJson(e);
    }
  }

  /// Reads the object whose opening brace is the parser's current token, up to its closing one.
  ///
  /// @throws MalformedRecordException naming the column, but no value, when one is not of its type
  public Row read(JsonParser json) {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw new MalformedRecordException("A row is no JSON object");
    }
    try {
      return object(fields, json);
    } catch (Unfit e) {
      throw e.asMalformed();
    } catch (JacksonException e) {
      throw notJson(e);
    }
  }

  private static MalformedRecordException notJson(JacksonException e) {
    // Jackson's own words quote what they stumbled over.
    return new MalformedRecordException(
        "A row is not JSON, from byte " + e.getLocation().getByteOffset() + " on");
  }

  private Row object(Fields wanted, JsonParser json) {
    @Nullable Object[] row = wanted.empty();
    String name;
    while ((name = json.nextName()) != null) {
      json.nextToken();
      Field field = wanted.byName.get(name);
      if (field == null) {
        json.skipChildren();
      } else {
        row[field.slot] = value(field, json);
      }
    }
    return new Row(row);
  }

  private @Nullable Object value(Field field, JsonParser json) {
    try {
      if (field.column.mode() == Mode.REPEATED) {
        return list(field, json);
      }
      return json.currentToken() == JsonToken.VALUE_NULL ? null : single(field, json);
    } catch (Unfit e) {
      throw e.in(field.column.name());
    }
  }

  private List<Object> list(Field field, JsonParser json) {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return List.of();
    }
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw new Unfit("is not the JSON array it should be");
    }
    List<Object> list = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      try {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
          throw new Unfit("is null, and BigQuery's arrays hold no NULL");
        }
        list.add(single(field, json));
      } catch (Unfit e) {
        throw e.at(list.size());
      }
    }
    return list;
  }

  private Object single(Field field, JsonParser json) {
    if (field.column.type() != ColumnType.STRUCT) {
      return values.read(field.column.type(), json);
    }
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw new Unfit("is not the JSON object it should be");
    }
    return object(field.fields, json);
  }

  /// The columns of a layout or the fields of a struct, by their names.
  private static final class Fields {
    private final Map<String, Field> byName = new HashMap<>();
    private final @Nullable Object[] empty;

    Fields(List<Column> columns) {
      empty = new @Nullable Object[columns.size()];
      for (Column column : columns) {
        int slot = byName.size();
        byName.put(column.name(), new Field(slot, column, new Fields(column.fields())));
        empty[slot] = column.mode() == Mode.REPEATED ? List.of() : null;
      }
    }

    @Nullable Object[] empty() {
      return empty.clone();
    }
  }

  private record Field(int slot, Column column, Fields fields) {}
}
