package dev.hayase.records.connect;

import dev.hayase.event.wire.MalformedRecordException;
import dev.hayase.records.connect.ConnectSchema.Field;
import dev.hayase.records.connect.ConnectSchema.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads the schema that Connect's `JsonConverter` writes beside each value when
/// `schemas.enable=true`.
public final class ConnectSchemaJson {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final int DEEPEST = 64;

  private ConnectSchemaJson() {}

  /// Reads.
  ///
  /// @throws MalformedRecordException when it is no such schema
  public static ConnectSchema read(byte[] json, int from, int to) {
    try {
      return schema(MAPPER.readTree(json, from, to - from), 0);
    } catch (JacksonException e) {
      throw new MalformedRecordException("The record's inline schema is no JSON", e);
    }
  }

  private static ConnectSchema schema(JsonNode node, int depth) {
    if (depth > DEEPEST) {
      throw new MalformedRecordException(
          "The record's inline schema is nested deeper than " + DEEPEST);
    }
    Kind kind = kind(node.path("type").asString(""));
    return new ConnectSchema(
        kind,
        node.path("optional").asBoolean(false),
        node.hasNonNull("name") ? Optional.of(node.get("name").asString()) : Optional.empty(),
        parameters(node.path("parameters")),
        kind == Kind.STRUCT ? fields(node.path("fields"), depth) : List.of(),
        kind == Kind.MAP ? Optional.of(schema(node.path("keys"), depth + 1)) : Optional.empty(),
        switch (kind) {
          case MAP -> Optional.of(schema(node.path("values"), depth + 1));
          case ARRAY -> Optional.of(schema(node.path("items"), depth + 1));
          case BOOLEAN, INT8, INT16, INT32, INT64, FLOAT32, FLOAT64, STRING, BYTES, STRUCT ->
              Optional.empty();
        });
  }

  private static List<Field> fields(JsonNode array, int depth) {
    List<Field> fields = new ArrayList<>();
    for (JsonNode field : array) {
      if (!field.hasNonNull("field")) {
        throw new MalformedRecordException("The record's inline schema has a field without a name");
      }
      fields.add(new Field(field.get("field").asString(), schema(field, depth + 1)));
    }
    return fields;
  }

  private static Map<String, String> parameters(JsonNode object) {
    Map<String, String> parameters = new HashMap<>();
    object.properties().forEach(e -> parameters.put(e.getKey(), e.getValue().asString("")));
    return parameters;
  }

  private static Kind kind(String type) {
    return switch (type) {
      case "boolean" -> Kind.BOOLEAN;
      case "int8" -> Kind.INT8;
      case "int16" -> Kind.INT16;
      case "int32" -> Kind.INT32;
      case "int64" -> Kind.INT64;
      case "float" -> Kind.FLOAT32;
      case "double" -> Kind.FLOAT64;
      case "string" -> Kind.STRING;
      case "bytes" -> Kind.BYTES;
      case "array" -> Kind.ARRAY;
      case "map" -> Kind.MAP;
      case "struct" -> Kind.STRUCT;
      default ->
          throw new MalformedRecordException(
              "The record's inline schema has a type that Kafka Connect has not");
    };
  }
}
