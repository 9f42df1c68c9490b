package dev.hayase.emulator.load;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Newline-delimited JSON, one object at a time.
final class JsonLines {
  /// The largest row, as https://cloud.google.com/bigquery/quotas#load_jobs has it.
  private static final int MAX_LINE = 100 << 20;

  private final InputStream in;
  private long position;
  private long lineStart;

  JsonLines(InputStream in) {
    this.in = new BufferedInputStream(in, 1 << 16);
  }

  /// Where the last object began.
  long lineStart() {
    return lineStart;
  }

  /// @return null at the end
  @Nullable JsonObject next() throws IOException, BadValue {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    lineStart = position;
    for (int c = in.read(); c >= 0; c = in.read()) {
      position++;
      if (c == '\n') {
        if (!line.toString(StandardCharsets.UTF_8).isBlank()) {
          return parsed(line);
        }
        line.reset();
        lineStart = position;
      } else if (line.size() < MAX_LINE) {
        line.write(c);
      } else {
        throw problem("Row size is larger than " + MAX_LINE + " bytes.");
      }
    }
    return line.toString(StandardCharsets.UTF_8).isBlank() ? null : parsed(line);
  }

  private JsonObject parsed(ByteArrayOutputStream line) throws BadValue {
    try {
      JsonElement json = JsonParser.parseString(line.toString(StandardCharsets.UTF_8));
      if (json instanceof JsonObject object) {
        return object;
      }
      throw problem("Start of a row must be an object.");
    } catch (JsonParseException malformed) {
      throw problem("Parser terminated before end of string");
    }
  }

  BadValue problem(String what) {
    return new BadValue(
        "", "JSON parsing error in row starting at position " + lineStart + ": " + what);
  }
}
