package dev.hayase.emulator.job;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.hayase.emulator.catalog.BigQueryException;
import dev.hayase.emulator.catalog.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/// The members of a JSON object, each read as the type that the interface documents or refused.
/// Integers and booleans may be strings, as everywhere in Google's JSON.
///
/// @param path where the object stands in the request, for messages
public record Members(JsonObject json, String path) {

  public static Members of(JsonObject json, String path) {
    return new Members(json, path);
  }

  private Optional<JsonElement> present(String name) {
    JsonElement value = json.get(name);
    return value == null || value.isJsonNull() ? Optional.empty() : Optional.of(value);
  }

  public boolean has(String name) {
    return present(name).isPresent();
  }

  public Optional<String> text(String name) {
    return present(name)
        .map(value -> {
          if (value instanceof JsonPrimitive primitive) {
            return primitive.getAsString();
          }
          throw wrong(name, "TYPE_STRING", value);
        });
  }

  /// @param values what it may be
  public String oneOf(String name, String otherwise, List<String> values) {
    String value = text(name).filter(text -> !text.isEmpty()).orElse(otherwise);
    if (!values.contains(value)) {
      throw BigQueryException.invalid(
          "Invalid value for " + name + ": " + value + " is not a valid value");
    }
    return value;
  }

  public boolean flag(String name) {
    return flag(name, false);
  }

  public boolean flag(String name, boolean otherwise) {
    return present(name)
        .map(value ->
            switch (value.isJsonPrimitive() ? value.getAsString().toLowerCase(Locale.ROOT) : "") {
              case "true" -> true;
              case "false" -> false;
              default -> throw wrong(name, "TYPE_BOOL", value);
            })
        .orElse(otherwise);
  }

  public OptionalLong number(String name) {
    Optional<JsonElement> value = present(name);
    if (value.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      if (value.get().isJsonPrimitive()) {
        return OptionalLong.of(Long.parseLong(value.get().getAsString()));
      }
    } catch (NumberFormatException _) {
      // refused below
    }
    throw wrong(name, "TYPE_INT64", value.get());
  }

  public Optional<Members> object(String name) {
    return present(name)
        .map(value -> {
          if (value instanceof JsonObject object) {
            return new Members(object, below(name));
          }
          throw wrong(name, "type.googleapis.com/object", value);
        });
  }

  public Members require(String name) {
    return object(name).orElseThrow(() -> missing(name));
  }

  public List<JsonElement> list(String name) {
    return present(name)
        .map(value -> {
          if (value instanceof JsonArray array) {
            return (List<JsonElement>) new ArrayList<>(array.asList());
          }
          throw wrong(name, "TYPE_LIST", value);
        })
        .orElse(List.of());
  }

  public List<String> texts(String name) {
    return list(name).stream()
        .map(value -> {
          if (value.isJsonPrimitive()) {
            return value.getAsString();
          }
          throw wrong(name, "TYPE_STRING", value);
        })
        .toList();
  }

  /// A table reference.
  ///
  /// @param project where it names none
  public TableName table(String name, String project) {
    Members reference = require(name);
    return reference.asTable(project);
  }

  TableName asTable(String project) {
    return new TableName(
        text("projectId").filter(text -> !text.isEmpty()).orElse(project),
        text("datasetId").orElseThrow(() -> missing("datasetId")),
        text("tableId").orElseThrow(() -> missing("tableId")));
  }

  BigQueryException missing(String name) {
    return BigQueryException.refused(
        400, "required", "INVALID_ARGUMENT", "Required parameter is missing: " + below(name));
  }

  private String below(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private BigQueryException wrong(String name, String type, JsonElement value) {
    return BigQueryException.invalid(
        "Invalid value at '" + below(name) + "' (" + type + "), " + value);
  }
}
