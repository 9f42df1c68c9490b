package dev.hayase.event.schema;

import dev.hayase.event.wire.Json;
import dev.hayase.event.wire.WireVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The canonical JSON of a table schema: BigQuery's own schema JSON (what `bq show --schema`
/// prints), with the primary key and the source's types beside it. The fingerprint covers these
/// very bytes, so the order of fields and the omission of defaults are part of the contract.
final class SchemaJson {
  private static final int DEEPEST_RECORD = 15;

  private SchemaJson() {}

  static byte[] write(TableSchema schema) {
    ObjectNode document = Json.object();
    document.put("version", WireVersion.CURRENT);
    writeFields(document.putArray("schema"), schema.columns());
    ArrayNode key = document.putArray("primaryKey");
    schema.primaryKey().forEach(key::add);
    ObjectNode sourceTypes = document.putObject("sourceTypes");
    schema.sourceTypes().forEach(sourceTypes::put);
    return Json.bytes(document);
  }

  private static void writeFields(ArrayNode array, List<Column> columns) {
    for (Column column : columns) {
      ObjectNode field = array.addObject();
      field.put("name", column.name());
      field.put("type", column.type().schemaName());
      field.put("mode", column.mode().name());
      // BigQuery's REST API writes these three as strings, bq prints what that sends.
      column.maxLength().ifPresent(n -> field.put("maxLength", Long.toString(n)));
      column.precision().ifPresent(n -> field.put("precision", Integer.toString(n)));
      column.scale().ifPresent(n -> field.put("scale", Integer.toString(n)));
      if (!column.fields().isEmpty()) {
        writeFields(field.putArray("fields"), column.fields());
      }
    }
  }

  static TableSchema read(byte[] json) {
    return Json.read(
        json,
        "A table schema",
        document ->
            new TableSchema(
                columns(document.required("schema")),
                names(document.path("primaryKey")),
                texts(document.path("sourceTypes"))));
  }

  /// Reads a schema as BigQuery's tools print it: a list of fields, or an object that holds one.
  static TableSchema declared(byte[] json, List<String> primaryKey) {
    return Json.readForeign(
        json,
        "A table schema",
        document -> {
          JsonNode schema = document.path("schema");
          JsonNode fields =
              document.isArray()
                  ? document
                  : schema.isArray()
                      ? schema
                      : (schema.isObject() ? schema : document).path("fields");
          if (!fields.isArray()) {
            throw new IllegalArgumentException("it is no list of fields");
          }
          List<Column> columns = columns(fields);
          columns.forEach(column -> checkDepth(column, 0));
          return new TableSchema(columns, primaryKey, texts(document.path("sourceTypes")));
        });
  }

  private static void checkDepth(Column column, int depth) {
    if (!column.fields().isEmpty() && depth == DEEPEST_RECORD) {
      throw new IllegalArgumentException(
          "Column '%s' is nested deeper than BigQuery's %d levels"
              .formatted(column.name(), DEEPEST_RECORD));
    }
    column.fields().forEach(field -> checkDepth(field, depth + 1));
  }

  /// Reads BigQuery's schema JSON: a list of fields.
  static List<Column> columns(JsonNode fields) {
    List<Column> columns = new ArrayList<>();
    for (JsonNode field : fields) {
      columns.add(
          new Column(
              field.required("name").asString(),
              ColumnType.ofSchemaName(field.required("type").asString()),
              Column.Mode.of(field.path("mode").asString(Column.Mode.NULLABLE.name())),
              field.hasNonNull("maxLength")
                  ? OptionalLong.of(Long.parseLong(field.get("maxLength").asString()))
                  : OptionalLong.empty(),
              number(field, "precision"),
              number(field, "scale"),
              columns(field.path("fields"))));
    }
    return columns;
  }

  private static OptionalInt number(JsonNode field, String name) {
    return field.hasNonNull(name)
        ? OptionalInt.of(Integer.parseInt(field.get(name).asString()))
        : OptionalInt.empty();
  }

  private static List<String> names(JsonNode array) {
    List<String> names = new ArrayList<>();
    array.forEach(n -> names.add(n.asString()));
    return names;
  }

  private static SortedMap<String, String> texts(JsonNode object) {
    SortedMap<String, String> texts = new TreeMap<>();
    object.properties().forEach(e -> texts.put(e.getKey(), e.getValue().asString()));
    return texts;
  }
}
