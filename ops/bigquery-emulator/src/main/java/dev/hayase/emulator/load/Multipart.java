package dev.hayase.emulator.load;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.hayase.emulator.catalog.BigQueryException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A `multipart/related` upload: a JSON part, then the content
/// (https://cloud.google.com/bigquery/docs/reference/api-uploads#multipart).
///
/// @param metadata the first part
public record Multipart(JsonObject metadata) {
  private static final Pattern BOUNDARY =
      Pattern.compile("boundary=\"?([^\";,]+)\"?", Pattern.CASE_INSENSITIVE);
  private static final int MAX_METADATA = 10 << 20;

  /// Reads the first part and leaves in the spool only the second.
  public static Multipart split(Spool spool, String contentType) throws IOException {
    Matcher matcher = BOUNDARY.matcher(contentType);
    if (!matcher.find()) {
      throw BigQueryException.invalid(
          "Missing boundary in the content type of a multipart upload.");
    }
    String boundary = "--" + matcher.group(1).trim();
    try (Lines lines = new Lines(spool.read())) {
      skipTo(lines, boundary);
      skipHeaders(lines);
      StringBuilder json = new StringBuilder();
      for (String line = lines.next(); !line.startsWith(boundary); line = lines.next()) {
        json.append(line).append('\n');
        if (json.length() > MAX_METADATA) {
          throw malformed();
        }
      }
      skipHeaders(lines);
      long from = lines.position;
      long to = spool.size() - trailer(spool, boundary);
      spool.narrow(from, Math.max(from, to));
      try {
        return new Multipart(JsonParser.parseString(json.toString()).getAsJsonObject());
      } catch (JsonParseException | IllegalStateException notJson) {
        throw BigQueryException.parseError("Invalid JSON payload received.");
      }
    }
  }

  private static void skipTo(Lines lines, String boundary) throws IOException {
    for (String line = lines.next(); !line.startsWith(boundary); line = lines.next()) {
      // the preamble
    }
  }

  private static void skipHeaders(Lines lines) throws IOException {
    for (String line = lines.next(); !line.isEmpty(); line = lines.next()) {
      // nothing in them that the configuration does not say
    }
  }

  /// The length of the closing boundary and the line break that belongs to it.
  private static int trailer(Spool spool, String boundary) throws IOException {
    byte[] tail = spool.tail(boundary.length() + 64);
    String text = new String(tail, StandardCharsets.ISO_8859_1);
    int at = text.lastIndexOf(boundary);
    if (at < 0) {
      throw malformed();
    }
    if (at > 0 && text.charAt(at - 1) == '\n') {
      at--;
      at -= at > 0 && text.charAt(at - 1) == '\r' ? 1 : 0;
    }
    return tail.length - at;
  }

  private static BigQueryException malformed() {
    return BigQueryException.invalid("Malformed multipart body.");
  }

  private static final class Lines implements AutoCloseable {
    private final InputStream in;
    private long position;

    Lines(InputStream in) {
      this.in = new BufferedInputStream(in, 1 << 16);
    }

    String next() throws IOException {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (int c = in.read(); c != '\n'; c = in.read()) {
        if (c < 0 || line.size() > MAX_METADATA) {
          throw malformed();
        }
        position++;
        line.write(c);
      }
      position++;
      String text = line.toString(StandardCharsets.UTF_8);
      return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
