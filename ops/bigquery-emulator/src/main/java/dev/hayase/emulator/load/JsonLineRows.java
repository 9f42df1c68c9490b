package dev.hayase.emulator.load;

import com.google.gson.JsonObject;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Newline-delimited JSON as rows.
final class JsonLineRows implements RecordSource {
  private final JsonLines lines;
  private final JsonRows rows;

  JsonLineRows(JsonLines lines, JsonRows rows) {
    this.lines = lines;
    this.rows = rows;
  }

  @Override
  public String kind() {
    return "JSON table";
  }

  @Override
  public @Nullable Object @Nullable [] next() throws IOException, BadValue {
    JsonObject line = lines.next();
    if (line == null) {
      return null;
    }
    try {
      return rows.read(line);
    } catch (BadValue bad) {
      throw lines.problem(bad.text());
    }
  }
}
