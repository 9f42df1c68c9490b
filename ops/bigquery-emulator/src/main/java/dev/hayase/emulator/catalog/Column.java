package dev.hayase.emulator.catalog;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// One column, or one field of a STRUCT.
///
/// @param rangeElement of a RANGE
/// @param json what the user wrote, for descriptions and whatever else is only kept
public record Column(
    String name,
    ColumnType type,
    Mode mode,
    List<Column> fields,
    OptionalLong maxLength,
    OptionalInt precision,
    OptionalInt scale,
    Optional<ColumnType> rangeElement,
    JsonObject json) {

  private static final Pattern FLEXIBLE_NAME =
      Pattern.compile("[\\p{L}\\p{M}\\p{N}\\p{Pc}\\p{Pd}&%=+:'<>#| ]{1,300}");
  private static final Set<ColumnType> RANGE_ELEMENTS =
      EnumSet.of(ColumnType.DATE, ColumnType.DATETIME, ColumnType.TIMESTAMP);
  private static final List<String> RESERVED_PREFIXES =
      List.of(
          "_TABLE_",
          "_FILE_",
          "_PARTITION",
          "_ROW_TIMESTAMP",
          "__ROOT__",
          "_COLIDENTIFIER",
          "_CHANGE_SEQUENCE_NUMBER",
          "_CHANGE_TYPE",
          "_CHANGE_TIMESTAMP");

  public Column {
    fields = List.copyOf(fields);
  }

  static Column parse(JsonElement element) {
    if (!(element instanceof JsonObject json)) {
      throw BigQueryException.invalid("Invalid field: " + element + " is not an object");
    }
    String name = text(json, "name", "");
    if (!FLEXIBLE_NAME.matcher(name).matches()) {
      throw BigQueryException.invalid(
          "Invalid field name \""
              + name
              + "\". Fields must contain the allowed characters, and be at most 300 characters"
              + " long. For allowed characters, please refer to"
              + " https://cloud.google.com/bigquery/docs/schemas#column_names");
    }
    String upper = name.toUpperCase(Locale.ROOT);
    RESERVED_PREFIXES.stream()
        .filter(upper::startsWith)
        .findFirst()
        .ifPresent(prefix -> {
          throw BigQueryException.invalid(
              "Invalid field name \""
                  + name
                  + "\". Field names are not allowed to start with the (case-insensitive)"
                  + " prefixes "
                  + String.join(", ", RESERVED_PREFIXES));
        });
    String typeName = text(json, "type", "");
    ColumnType type =
        ColumnType.named(typeName)
            .orElseThrow(() ->
                BigQueryException.invalid(
                    "Invalid value for type: " + typeName + " is not a valid value"));
    List<Column> fields = new ArrayList<>();
    if (json.get("fields") instanceof JsonArray array) {
      array.forEach(field -> fields.add(parse(field)));
    }
    if (type == ColumnType.STRUCT && fields.isEmpty()) {
      throw BigQueryException.invalid("Field " + name + " is type RECORD but has no schema");
    }
    if (type != ColumnType.STRUCT && !fields.isEmpty()) {
      throw BigQueryException.invalid("Field " + name + " has fields but is not of type RECORD");
    }
    TypeParameters parameters = TypeParameters.parse(json, name, type);
    requireKnownPrecision(json, name);
    return new Column(
        name,
        type,
        mode(json, name),
        fields,
        parameters.maxLength(),
        parameters.precision(),
        parameters.scale(),
        rangeElement(json, name, type),
        json);
  }

  private static void requireKnownPrecision(JsonObject json, String name) {
    String precision = text(json, "timestampPrecision", "6");
    if (!precision.equals("6")) {
      throw BigQueryException.unimplemented(
          "timestampPrecision " + precision + " of field " + name);
    }
  }

  private static Optional<ColumnType> rangeElement(JsonObject json, String name, ColumnType type) {
    if (type != ColumnType.RANGE) {
      return Optional.empty();
    }
    String element =
        json.get("rangeElementType") instanceof JsonObject range ? text(range, "type", "") : "";
    Optional<ColumnType> named = ColumnType.named(element).filter(t -> RANGE_ELEMENTS.contains(t));
    if (named.isEmpty()) {
      throw BigQueryException.invalid(
          "Field "
              + name
              + " is of type RANGE, and its rangeElementType must be DATE, DATETIME or TIMESTAMP");
    }
    return named;
  }

  private static Mode mode(JsonObject json, String name) {
    String mode = text(json, "mode", "NULLABLE").toUpperCase(Locale.ROOT);
    try {
      return Mode.valueOf(mode);
    } catch (IllegalArgumentException notAMode) {
      throw BigQueryException.invalid("Invalid mode " + mode + " of field " + name);
    }
  }

  private static String text(JsonObject json, String key, String otherwise) {
    JsonElement value = json.get(key);
    return value instanceof JsonPrimitive primitive ? primitive.getAsString() : otherwise;
  }

  Column withFields(List<Column> others) {
    return new Column(name, type, mode, others, maxLength, precision, scale, rangeElement, json);
  }

  public Column withMode(Mode other) {
    return new Column(name, type, other, fields, maxLength, precision, scale, rangeElement, json);
  }

  /// A column of a RANGE's bounds.
  public Column rangeElementColumn() {
    return new Column(
        name,
        rangeElement.orElseThrow(),
        Mode.NULLABLE,
        List.of(),
        OptionalLong.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        new JsonObject());
  }

  JsonObject toJson() {
    JsonObject out = json.deepCopy();
    out.addProperty("name", name);
    out.addProperty("type", type.restName());
    out.addProperty("mode", mode.name());
    if (!fields.isEmpty()) {
      JsonArray array = new JsonArray();
      fields.forEach(field -> array.add(field.toJson()));
      out.add("fields", array);
    }
    return out;
  }

  /// The type of the whole column.
  public DataType dataType() {
    List<DataType.Field> nested =
        fields.stream().map(field -> new DataType.Field(field.name, field.dataType())).toList();
    return new DataType(type, mode == Mode.REPEATED, nested, rangeElement);
  }

  /// The type as GoogleSQL writes it, with its parameters: `ARRAY<STRUCT<a STRING(10)>>`.
  public String standardType() {
    String parameters = "";
    if (maxLength.isPresent()) {
      parameters = "(" + maxLength.getAsLong() + ")";
    } else if (precision.isPresent()) {
      String places = scale.isPresent() ? ", " + scale.getAsInt() : "";
      parameters = "(" + precision.getAsInt() + places + ")";
    } else if (rangeElement.isPresent()) {
      parameters = "<" + rangeElement.get().name() + ">";
    }
    String one =
        type == ColumnType.STRUCT
            ? fields.stream()
                .map(field -> field.name + " " + field.standardType())
                .collect(Collectors.joining(", ", "STRUCT<", ">"))
            : type.name() + parameters;
    return mode == Mode.REPEATED ? "ARRAY<" + one + ">" : one;
  }

  /// The DuckDB type of the whole column.
  public String duckdbType() {
    return dataType().duckdbType();
  }
}
