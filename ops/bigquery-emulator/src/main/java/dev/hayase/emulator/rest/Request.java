package dev.hayase.emulator.rest;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import dev.hayase.emulator.catalog.BigQueryException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/// One HTTP request, read.
///
/// @param path decoded segments below `/bigquery/v2`
record Request(
    String method,
    List<String> path,
    Map<String, String> query,
    Optional<String> ifMatch,
    String host,
    JsonObject body) {

  static Request read(HttpExchange exchange) throws IOException {
    Headers headers = exchange.getRequestHeaders();
    String override = headers.getFirst("X-HTTP-Method-Override");
    URI uri = exchange.getRequestURI();
    return new Request(
        (override == null ? exchange.getRequestMethod() : override).toUpperCase(Locale.ROOT),
        path(uri.getRawPath()),
        query(uri.getRawQuery()),
        Optional.ofNullable(headers.getFirst("If-Match")),
        Objects.requireNonNullElse(headers.getFirst("Host"), "localhost"),
        body(exchange));
  }

  private static List<String> path(String raw) {
    String below = raw.replaceFirst("^/bigquery/v2(?=/|$)", "");
    return Arrays.stream(below.split("/"))
        .filter(segment -> !segment.isEmpty())
        .map(segment -> URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8))
        .toList();
  }

  private static Map<String, String> query(@org.jspecify.annotations.Nullable String raw) {
    Map<String, String> query = new HashMap<>();
    if (raw != null) {
      for (String pair : raw.split("&", -1)) {
        int equals = pair.indexOf('=');
        String key = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        query.put(
            URLDecoder.decode(key, StandardCharsets.UTF_8),
            URLDecoder.decode(value, StandardCharsets.UTF_8));
      }
    }
    return query;
  }

  private static JsonObject body(HttpExchange exchange) throws IOException {
    boolean gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    byte[] bytes;
    try (InputStream in = exchange.getRequestBody()) {
      byte[] raw = in.readAllBytes();
      if (gzip && raw.length > 0) {
        try (InputStream unzipped = new GZIPInputStream(new java.io.ByteArrayInputStream(raw))) {
          bytes = unzipped.readAllBytes();
        }
      } else {
        bytes = raw;
      }
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (text.isBlank()) {
      return new JsonObject();
    }
    try {
      JsonElement json = JsonParser.parseString(text);
      return json instanceof JsonObject object ? object : new JsonObject();
    } catch (JsonParseException malformed) {
      throw BigQueryException.invalid("Invalid JSON payload received.");
    }
  }

  int number(String key, int otherwise) {
    String text = query.get(key);
    if (text == null || text.isEmpty()) {
      return otherwise;
    }
    try {
      return (int) Math.min(Integer.MAX_VALUE, Long.parseLong(text));
    } catch (NumberFormatException _) {
      throw BigQueryException.invalid("Invalid value for " + key + ": " + text);
    }
  }

  boolean flag(String key) {
    return Boolean.parseBoolean(query.get(key));
  }
}
