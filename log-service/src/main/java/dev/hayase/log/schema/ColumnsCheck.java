package dev.hayase.log.schema;

import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.Column.Mode;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.event.schema.TableSchema;
import dev.hayase.event.wire.Json;
import dev.hayase.log.stream.SchemaCheck;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/// What a table's columns say of a document: that its fields are columns, that their values are of
/// a kind which the column takes, and that nothing REQUIRED is missing.
///
/// It is never stricter than the loader, which looks at the values themselves: a DATE of the 31st
/// of February passes here, and the loader puts its record into the dead letters.
public final class ColumnsCheck implements SchemaCheck {
  /// The column for fields that are none: the judge has put them there.
  private static final String UNKNOWN_FIELDS = "_unknown_fields";

  private final Fields fields;
  private final boolean integersAreTimes;

  /// @param integersAreTimes whether an integer may stand where a TIMESTAMP belongs
  public ColumnsCheck(TableSchema schema, boolean integersAreTimes) {
    this.integersAreTimes = integersAreTimes;
    fields = new Fields(schema.with(Column.nullable(UNKNOWN_FIELDS, ColumnType.JSON)).columns());
  }

  /// The columns of an object, by name.
  private static final class Fields {
    private final Map<String, Field> byName;
    private final Set<String> required;

    Fields(List<Column> columns) {
      byName =
          columns.stream().collect(Collectors.toMap(Column::name, Field::new, (one, _) -> one));
      required =
          columns.stream()
              .filter(column -> column.mode() == Mode.REQUIRED)
              .map(Column::name)
              .collect(Collectors.toSet());
    }
  }

  private record Field(Column column, @Nullable Fields inside) {
    Field(Column column) {
      this(column, column.type() == ColumnType.STRUCT ? new Fields(column.fields()) : null);
    }
  }

  /// Thrown and caught here: the first thing that does not fit ends the look.
  private static final class MisfitException extends RuntimeException {
    private static final long serialVersionUID = 1;

    MisfitException(String reason) {
      super(reason, null, false, false);
    }
  }

  @Override
  public Optional<String> misfit(byte[] document) {
    try (JsonParser in = Json.FACTORY.createParser(ObjectReadContext.empty(), document)) {
      in.nextToken();
      object(in, fields, "");
      return Optional.empty();
    } catch (MisfitException e) {
      return Optional.ofNullable(e.getMessage());
    }
  }

  private void object(JsonParser in, Fields columns, String path) {
    Set<String> missing = columns.required.isEmpty() ? Set.of() : new HashSet<>(columns.required);
    while (in.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = in.currentName();
      Field field = columns.byName.get(name);
      JsonToken value = in.nextToken();
      if (field == null) {
        throw new MisfitException(
            path + name + " is no column; declare it, or set unknown-fields: keep");
      }
      if (value != JsonToken.VALUE_NULL) {
        if (!missing.isEmpty()) {
          missing.remove(name);
        }
        value(in, field, path + name);
      }
    }
    if (!missing.isEmpty()) {
      throw new MisfitException(path + missing.iterator().next() + " is REQUIRED and missing");
    }
  }

  private void value(JsonParser in, Field field, String path) {
    if (field.column().mode() != Mode.REPEATED) {
      single(in, field, path);
      return;
    }
    if (in.currentToken() != JsonToken.START_ARRAY) {
      throw new MisfitException(path + " is REPEATED and no list");
    }
    while (in.nextToken() != JsonToken.END_ARRAY) {
      single(in, field, path);
    }
  }

  private void single(JsonParser in, Field field, String path) {
    JsonToken token = in.currentToken();
    ColumnType type = field.column().type();
    if (!takes(type, token)) {
      throw new MisfitException(
          "%s is %s, and the column is %s".formatted(path, kind(token), type));
    }
    if (field.inside() != null) {
      object(in, field.inside(), path + ".");
    } else {
      in.skipChildren();
    }
  }

  private boolean takes(ColumnType type, JsonToken token) {
    boolean text = token == JsonToken.VALUE_STRING;
    return switch (type) {
      case BOOL -> token.isBoolean() || text;
      case INT64, FLOAT64, NUMERIC, BIGNUMERIC -> token.isNumeric() || text;
      case TIMESTAMP -> text || (integersAreTimes && token.isNumeric());
      case STRING, BYTES, DATE, TIME, DATETIME, INTERVAL, GEOGRAPHY -> text;
      case JSON -> true;
      case STRUCT -> token == JsonToken.START_OBJECT;
    };
  }

  private static String kind(JsonToken token) {
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "a list";
      case VALUE_STRING -> "text";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_TRUE, VALUE_FALSE -> "true or false";
      default -> "null";
    };
  }
}
