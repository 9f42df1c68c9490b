package dev.hayase.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpTest {
  @RegisterExtension
  static final RunningEmulator EMULATOR = new RunningEmulator(EmulatorOptions.inMemory());

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @AfterAll
  static void close() {
    HTTP.close();
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + EMULATOR.restPort() + path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  private static HttpResponse<String> post(String path, String body) throws Exception {
    return send(request(path).POST(BodyPublishers.ofString(body)));
  }

  private static JsonObject json(HttpResponse<String> response) {
    return JsonParser.parseString(response.body()).getAsJsonObject();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET   | /nothing                                     |     | 404 | notFound
          PUT   | /bigquery/v2/projects/p/queries              |     | 404 | notFound
          POST  | /bigquery/v2/projects/p/datasets/d           | {}  | 404 | notFound
          POST  | /bigquery/v2/projects/p/datasets             | {   | 400 | parseError
          POST  | /bigquery/v2/projects/p/datasets             | []  | 400 | parseError
          POST  | /bigquery/v2/projects/p/datasets             | {}  | 400 | invalid
          POST  | /bigquery/v2/projects/p/queries              | {}  | 400 | required
          POST  | /bigquery/v2/projects/p/queries              | {'query': 1, 'dryRun': 'maybe'} | 400 | invalid
          POST  | /bigquery/v2/projects/p/queries              | {'query': 'SELECT nothing'} | 400 | invalidQuery
          POST  | /bigquery/v2/projects/p/jobs                 | {}  | 400 | required
          POST  | /bigquery/v2/projects/p/jobs                 | {'configuration': {}} | 400 | required
          POST  | /bigquery/v2/projects/p/jobs                 | {'configuration': {'extract': {}}} | 501 | notImplemented
          GET   | /bigquery/v2/projects/p/jobs/nothing         |     | 404 | notFound
          GET   | /bigquery/v2/projects/p/queries/nothing      |     | 404 | notFound
          GET   | /bigquery/v2/projects/p/datasets?maxResults=x |    | 400 | invalid
          GET   | /bigquery/v2/projects/p/datasets?alt=media   |     | 400 | invalidParameter
          GET   | /bigquery/v2/projects/p/datasets?fields=a(   |     | 400 | invalidParameter
          GET   | /bigquery/v2/projects/p/datasets?filter=x    |     | 400 | invalid
          POST  | /bigquery/v2/projects/p/datasets/d/tables    | {'tableReference': 7} | 400 | invalid
          POST  | /bigquery/v2/projects/p/datasets/d/tables    | {'tableReference': {'tableId': 't'}, 'clustering': {'fields': [{}]}} | 400 | parseError
          """)
  void whatCannotBeAnsweredIsRefusedInGooglesForm(
      String method, String path, String body, int status, String reason) throws Exception {
    // When
    HttpResponse<String> response =
        send(
            request(path)
                .method(
                    method, BodyPublishers.ofString(body == null ? "" : body.replace('\'', '"'))));

    // Then
    JsonObject error = json(response).getAsJsonObject("error");
    JsonObject detail = error.getAsJsonArray("errors").get(0).getAsJsonObject();
    assertThat(response.statusCode() + " " + detail.get("reason").getAsString())
        .isEqualTo(status + " " + reason);
    assertThat(error.get("code").getAsInt()).isEqualTo(status);
    assertThat(error.get("message")).isEqualTo(detail.get("message"));
    assertThat(error.keySet()).containsExactlyInAnyOrder("code", "message", "errors", "status");
  }

  @Test
  void aBodyOfMoreThanTenMegabytesIsRefused() throws Exception {
    // When
    HttpResponse<String> response =
        post(
            "/bigquery/v2/projects/p/datasets/d/tables/t/insertAll",
            "{\"rows\": \"" + "x".repeat(10 << 20) + "\"}");

    // Then
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("Request payload size exceeds the limit: 10485760 bytes.");
  }

  @Test
  void bodiesAreZippedBothWays() throws Exception {
    // Given
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(zipped)) {
      out.write("{\"query\": \"SELECT 1 AS x\"}".getBytes(StandardCharsets.UTF_8));
    }

    // When
    HttpResponse<byte[]> response =
        HTTP.send(
            request("/bigquery/v2/projects/p/queries")
                .header("Content-Encoding", "gzip")
                .header("Accept-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(zipped.toByteArray()))
                .build(),
            BodyHandlers.ofByteArray());

    // Then
    assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .contains("\"totalRows\": \"1\"");
    }
  }

  @Test
  void anAnswerIsCutToTheFields() throws Exception {
    // When
    HttpResponse<String> response =
        post(
            "/bigquery/v2/projects/p/queries?prettyPrint=false"
                + "&fields=totalRows,rows(f/v),schema/fields/name,jobReference(projectId)",
            "{\"query\": \"SELECT 1 AS x\"}");

    // Then
    assertThat(json(response))
        .isEqualTo(
            JsonParser.parseString(
                """
                {"totalRows": "1", "rows": [{"f": [{"v": "1"}]}],
                 "schema": {"fields": [{"name": "x"}]}, "jobReference": {"projectId": "p"}}
                """));
  }

  @Test
  void aKnownEtagAnswersNotModified() throws Exception {
    // Given
    String path = "/bigquery/v2/projects/p/datasets/d";
    String etag = send(request(path)).headers().firstValue("ETag").orElseThrow();

    // When
    HttpResponse<String> known = send(request(path).header("If-None-Match", etag));
    HttpResponse<String> other = send(request(path).header("If-None-Match", "other"));

    // Then
    assertThat(known.statusCode()).isEqualTo(304);
    assertThat(other.statusCode()).isEqualTo(200);
  }

  @Test
  void aRepeatedRequestIdRunsAStatementOnce() throws Exception {
    // Given
    post(
        "/bigquery/v2/projects/p/datasets/d/tables",
        """
        {"tableReference": {"tableId": "once"},
         "schema": {"fields": [{"name": "x", "type": "INT64"}]}}
        """);
    String insert =
        "{\"query\": \"INSERT INTO d.once (x) VALUES (1)\", \"requestId\": \"the same\"}";

    // When
    JsonObject first = json(post("/bigquery/v2/projects/p/queries", insert));
    JsonObject second = json(post("/bigquery/v2/projects/p/queries", insert));

    // Then
    assertThat(second.get("jobReference")).isEqualTo(first.get("jobReference"));
    assertThat(second.get("numDmlAffectedRows").getAsString()).isEqualTo("1");
    assertThat(json(send(request("/bigquery/v2/projects/p/datasets/d/tables/once"))).get("numRows"))
        .hasToString("\"1\"");
  }

  @Test
  void aMultipartUploadIsLoaded() throws Exception {
    // Given
    String body =
        """
        --edge\r
        Content-Type: application/json; charset=UTF-8\r
        \r
        {"configuration": {"load": {"sourceFormat": "CSV",
          "destinationTable": {"datasetId": "d", "tableId": "parts"},
          "schema": {"fields": [{"name": "x", "type": "INT64"}]}}}}\r
        --edge\r
        Content-Type: */*\r
        \r
        1
        2
        \r
        --edge--\r
        """;

    // When
    HttpResponse<String> response =
        send(
            request("/upload/bigquery/v2/projects/p/jobs?uploadType=multipart")
                .header("Content-Type", "multipart/related; boundary=\"edge\"")
                .POST(BodyPublishers.ofString(body)));
    String id = json(response).getAsJsonObject("jobReference").get("jobId").getAsString();

    // Then
    JsonObject job =
        await()
            .until(
                () -> json(send(request("/bigquery/v2/projects/p/jobs/" + id))),
                now -> now.getAsJsonObject("status").toString().contains("DONE"));
    assertThat(job.getAsJsonObject("status").toString()).isEqualTo("{\"state\":\"DONE\"}");
    assertThat(job.getAsJsonObject("statistics").getAsJsonObject("load").get("outputRows"))
        .hasToString("\"2\"");
  }

  @Test
  void datasetsAreListedByLabelAndPage() throws Exception {
    // Given
    for (String name : new String[] {"one", "two", "three"}) {
      post(
          "/bigquery/v2/projects/listed/datasets",
          "{\"datasetReference\": {\"datasetId\": \""
              + name
              + "\"}, \"labels\": {\"long\": \""
              + (name.length() > 3)
              + "\"}}");
    }

    // When
    JsonObject page = json(send(request("/bigquery/v2/projects/listed/datasets?maxResults=2")));
    JsonObject filtered =
        json(send(request("/bigquery/v2/projects/listed/datasets?filter=labels.long:true")));

    // Then
    assertThat(page.getAsJsonArray("datasets")).hasSize(2);
    assertThat(page.get("nextPageToken").getAsString()).isNotEmpty();
    assertThat(filtered.getAsJsonArray("datasets")).hasSize(1);
  }
}
