package dev.hayase.emulator.rest;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import dev.hayase.emulator.catalog.BigQueryException;
import dev.hayase.emulator.query.TimestampFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// One HTTP request, read.
///
/// @param path decoded segments below `/bigquery/v2`
/// @param query the values of a repeated parameter are joined by a comma
/// @param body what was sent as JSON; empty for an upload
/// @param upload what was sent as bytes, to be read once; empty for a call
record Request(
    String method,
    List<String> path,
    Map<String, String> query,
    Headers headers,
    JsonObject body,
    InputStream upload) {
  /// Google refuses larger ones before it looks at them:
  /// https://github.com/googleapis/google-cloud-go/issues/2855.
  static final int MAX_BODY = 10_485_760;

  static Request read(HttpExchange exchange) throws IOException {
    Headers headers = exchange.getRequestHeaders();
    String override = headers.getFirst("X-HTTP-Method-Override");
    URI uri = exchange.getRequestURI();
    List<String> path = path(uri.getRawPath());
    boolean upload =
        !path.isEmpty()
            && (path.getFirst().equals("upload") || path.getFirst().equals("resumable"));
    InputStream content = content(exchange);
    return new Request(
        (override == null ? exchange.getRequestMethod() : override).toUpperCase(Locale.ROOT),
        path,
        query(uri.getRawQuery()),
        headers,
        upload ? new JsonObject() : json(content),
        upload ? content : InputStream.nullInputStream());
  }

  private static InputStream content(HttpExchange exchange) throws IOException {
    InputStream raw = exchange.getRequestBody();
    if (!"gzip".equalsIgnoreCase(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
      return raw;
    }
    byte[] first = raw.readNBytes(1);
    return first.length == 0
        ? InputStream.nullInputStream()
        : new GZIPInputStream(new SequenceInputStream(new ByteArrayInputStream(first), raw));
  }

  private static List<String> path(String raw) {
    String below = raw.replaceFirst("^/bigquery/v2(?=/|$)", "");
    try {
      return Arrays.stream(below.split("/"))
          .filter(segment -> !segment.isEmpty())
          .map(segment -> URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8))
          .toList();
    } catch (IllegalArgumentException malformed) {
      throw BigQueryException.invalid("Invalid path: " + raw);
    }
  }

  private static Map<String, String> query(@Nullable String raw) {
    Map<String, String> query = new HashMap<>();
    if (raw != null) {
      for (String pair : raw.split("&", -1)) {
        int equals = pair.indexOf('=');
        String key = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        try {
          query.merge(
              URLDecoder.decode(key, StandardCharsets.UTF_8),
              URLDecoder.decode(value, StandardCharsets.UTF_8),
              (first, second) -> first + "," + second);
        } catch (IllegalArgumentException malformed) {
          throw BigQueryException.invalid("Invalid query parameter: " + pair);
        }
      }
    }
    return query;
  }

  /// Reads one JSON object of a bounded size; nothing is an empty one.
  static JsonObject json(InputStream content) throws IOException {
    byte[] bytes = content.readNBytes(MAX_BODY + 1);
    if (bytes.length > MAX_BODY) {
      throw BigQueryException.refused(
          400,
          "badRequest",
          "INVALID_ARGUMENT",
          "Request payload size exceeds the limit: " + MAX_BODY + " bytes.");
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (text.isBlank()) {
      return new JsonObject();
    }
    JsonElement json;
    try {
      json = JsonParser.parseString(text);
    } catch (JsonParseException malformed) {
      throw BigQueryException.parseError("Invalid JSON payload received.");
    }
    if (json instanceof JsonObject object) {
      return object;
    }
    throw BigQueryException.parseError(
        "Invalid JSON payload received. Root element must be a message.");
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.getFirst(name));
  }

  /// How the caller reached us, as in `localhost:9050`.
  String host() {
    return header("Host").orElse("localhost");
  }

  int number(String key, int otherwise) {
    return (int) Math.min(Integer.MAX_VALUE, number(key, (long) otherwise));
  }

  long number(String key, long otherwise) {
    String text = query.get(key);
    if (text == null || text.isEmpty()) {
      return otherwise;
    }
    try {
      long number = Long.parseLong(text);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException _) {
      // refused below, as a negative one is
    }
    throw BigQueryException.invalid("Invalid value for " + key + ": " + text);
  }

  boolean flag(String key) {
    return Boolean.parseBoolean(query.get(key));
  }

  /// What `formatOptions` says about TIMESTAMP in results.
  TimestampFormat timestampFormat() {
    return TimestampFormat.of(
        Optional.ofNullable(query.get("formatOptions.timestampOutputFormat")),
        flag("formatOptions.useInt64Timestamp"));
  }
}
