package dev.hayase.benchmarks.rival;

import java.nio.charset.StandardCharsets;
import org.json.JSONObject;
import org.jspecify.annotations.Nullable;

/// Records' values as the JSON objects that Google's JsonStreamWriter takes.
public final class JsonRows {
  private JsonRows() {}

  /// @param sequence the record's place in its source's order; null for what is no change
  public static JSONObject row(byte[] value, byte @Nullable [] sequence) {
    JSONObject document = new JSONObject(new String(value, StandardCharsets.UTF_8));
    if (sequence == null) {
      return document;
    }
    JSONObject row = document.getJSONObject("after");
    row.put("_CHANGE_TYPE", "UPSERT");
    row.put("_CHANGE_SEQUENCE_NUMBER", new String(sequence, StandardCharsets.US_ASCII));
    return row;
  }
}
