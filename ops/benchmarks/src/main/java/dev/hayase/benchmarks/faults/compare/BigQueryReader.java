package dev.hayase.benchmarks.faults.compare;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.hayase.local.LocalPipeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Asks BigQuery over REST.
public final class BigQueryReader {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final int PAGE = 10_000;

  private final HttpClient client = HttpClient.newHttpClient();
  private final String base;

  public BigQueryReader(String restEndpoint) {
    this.base = restEndpoint + "/bigquery/v2/projects/" + LocalPipeline.PROJECT + "/";
  }

  /// A row's cells as text, in the order of the columns.
  public interface Row {
    @Nullable String cell(int index);
  }

  /// The names of a table's columns, in lower case; none if there is no such table.
  Set<String> columns(String dataset, String table) {
    HttpResponse<String> response =
        send(HttpRequest.newBuilder(uri("datasets/%s/tables/%s".formatted(dataset, table))));
    if (response.statusCode() == 404) {
      return Set.of();
    }
    Set<String> names = new HashSet<>();
    for (JsonElement field : json(response).getAsJsonObject("schema").getAsJsonArray("fields")) {
      names.add(field.getAsJsonObject().get("name").getAsString().toLowerCase(Locale.ROOT));
    }
    return names;
  }

  /// One number.
  public long number(String sql) {
    List<Long> numbers = new ArrayList<>();
    query(
        sql,
        row -> {
          String cell = row.cell(0);
          numbers.add(cell == null ? 0 : Long.parseLong(cell));
        });
    return numbers.getFirst();
  }

  /// Every row of the answer, page by page.
  public void query(String sql, Consumer<Row> each) {
    JsonObject request = new JsonObject();
    request.addProperty("query", sql);
    request.addProperty("useLegacySql", false);
    request.addProperty("maxResults", PAGE);
    request.addProperty("timeoutMs", 60_000);
    JsonObject format = new JsonObject();
    format.addProperty("useInt64Timestamp", true);
    request.add("formatOptions", format);
    JsonObject page =
        json(
            send(
                HttpRequest.newBuilder(uri("queries"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(request.toString()))));
    String job = page.getAsJsonObject("jobReference").get("jobId").getAsString();
    pass(page, each);
    while (!page.get("jobComplete").getAsBoolean() || page.has("pageToken")) {
      String token =
          page.has("pageToken") ? "&pageToken=" + page.get("pageToken").getAsString() : "";
      page =
          json(
              send(
                  HttpRequest.newBuilder(
                      uri(
                          "queries/%s?maxResults=%d&formatOptions.useInt64Timestamp=true%s"
                              .formatted(job, PAGE, token)))));
      pass(page, each);
    }
  }

  private static void pass(JsonObject page, Consumer<Row> each) {
    JsonArray rows = page.getAsJsonArray("rows");
    if (rows != null) {
      for (JsonElement row : rows) {
        JsonArray cells = row.getAsJsonObject().getAsJsonArray("f");
        each.accept(index -> {
          JsonElement value = cells.get(index).getAsJsonObject().get("v");
          return value == null || value.isJsonNull() ? null : value.getAsString();
        });
      }
    }
  }

  private URI uri(String path) {
    return URI.create(base + path);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.timeout(LIMIT).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException("BigQuery does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking BigQuery", e);
    }
  }

  private static JsonObject json(HttpResponse<String> response) {
    if (response.statusCode() != 200) {
      throw new IllegalStateException("BigQuery answered " + response.body());
    }
    return JsonParser.parseString(response.body()).getAsJsonObject();
  }
}
