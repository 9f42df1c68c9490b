package dev.hayase.benchmarks.rival;

import com.google.cloud.bigquery.storage.v1.TableFieldSchema;
import com.google.cloud.bigquery.storage.v1.TableSchema;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.hayase.benchmarks.workload.Input;

/// The tables' schemas as Google's client has them.
public final class Schemas {
  private Schemas() {}

  /// The schema of an input's tables.
  public static TableSchema of(Input input) {
    TableSchema.Builder schema = TableSchema.newBuilder();
    for (JsonElement field : JsonParser.parseString(input.fields()).getAsJsonArray()) {
      schema.addFields(field(field.getAsJsonObject()));
    }
    if (input.changes()) {
      schema.addFields(text("_CHANGE_TYPE"));
      schema.addFields(text("_CHANGE_SEQUENCE_NUMBER"));
    }
    return schema.build();
  }

  private static TableFieldSchema field(JsonObject field) {
    TableFieldSchema.Type type =
        switch (field.get("type").getAsString()) {
          case "INTEGER" -> TableFieldSchema.Type.INT64;
          case "FLOAT" -> TableFieldSchema.Type.DOUBLE;
          case "BOOLEAN" -> TableFieldSchema.Type.BOOL;
          case String same -> TableFieldSchema.Type.valueOf(same);
        };
    return TableFieldSchema.newBuilder()
        .setName(field.get("name").getAsString())
        .setType(type)
        .setMode(TableFieldSchema.Mode.NULLABLE)
        .build();
  }

  private static TableFieldSchema text(String name) {
    return TableFieldSchema.newBuilder()
        .setName(name)
        .setType(TableFieldSchema.Type.STRING)
        .setMode(TableFieldSchema.Mode.NULLABLE)
        .build();
  }
}
