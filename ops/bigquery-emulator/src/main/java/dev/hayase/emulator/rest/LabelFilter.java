package dev.hayase.emulator.rest;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.hayase.emulator.catalog.BigQueryException;
import java.util.LinkedHashMap;
import java.util.Map;

/// The parameter `filter` of lists: `labels.<name>[:<value>]`, several of which are all meant
/// (https://cloud.google.com/bigquery/docs/filtering-labels).
///
/// @param labels an empty value means any
record LabelFilter(Map<String, String> labels) {
  static LabelFilter parse(String text) {
    Map<String, String> labels = new LinkedHashMap<>();
    for (String term : text.trim().split("\\s+(?i:AND\\s+)?", -1)) {
      if (term.isEmpty()) {
        continue;
      }
      if (!term.startsWith("labels.") || term.length() == "labels.".length()) {
        throw BigQueryException.invalid("Invalid filter: " + text);
      }
      String[] label = term.substring("labels.".length()).split(":", 2);
      labels.put(label[0], label.length > 1 ? label[1] : "");
    }
    return new LabelFilter(labels);
  }

  boolean matches(JsonObject resource) {
    JsonObject present =
        resource.get("labels") instanceof JsonObject object ? object : new JsonObject();
    return labels.entrySet().stream()
        .allMatch(label -> {
          JsonElement value = present.get(label.getKey());
          return value != null
              && (label.getValue().isEmpty() || value.getAsString().equals(label.getValue()));
        });
  }
}
