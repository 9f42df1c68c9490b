package dev.hayase.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.cloud.NoCredentials;
import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryOptions;
import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.QueryJobConfiguration;
import dev.hayase.cli.progress.Http;
import dev.hayase.cli.progress.Snapshot;
import dev.hayase.cli.topics.CompletenessWatch;
import dev.hayase.cli.verify.ComparedTable;
import dev.hayase.cli.verify.Verdict;
import dev.hayase.cli.verify.Verification;
import dev.hayase.cli.verify.Warehouse;
import dev.hayase.event.topic.Topics;
import dev.hayase.local.HayaseHome;
import dev.hayase.local.LocalPipeline;
import dev.hayase.local.LocalPlatform;
import dev.hayase.local.process.Folders;
import dev.hayase.local.sample.Installation;
import dev.hayase.local.school.School;
import dev.hayase.pipeline.Pipeline;
import dev.hayase.pipeline.PipelineFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The running platform and what tests do with it.
final class WholePlatform implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofMinutes(2);

  private final LocalPlatform platform;
  private final School school;
  private final Pipeline pipeline;
  private final BigQuery bigQuery;
  private final CompletenessWatch completeness;

  private WholePlatform(LocalPlatform platform, School school) {
    this.platform = platform;
    this.school = school;
    this.pipeline = PipelineFile.read(platform.pipelineFile(), LocalPipeline.variables()::get);
    this.bigQuery =
        BigQueryOptions.newBuilder()
            .setProjectId(LocalPipeline.PROJECT)
            .setHost(platform.emulator().restEndpoint())
            .setCredentials(NoCredentials.getInstance())
            .build()
            .getService();
    this.completeness = CompletenessWatch.connect(pipeline.kafka());
  }

  /// Starts it with the school and every test's tables, and waits for the end of the snapshot.
  static WholePlatform start() throws Exception {
    // The run before left its data for those who want to look.
    Path folder =
        Path.of("target", "end-to-end", System.getProperty("hayase.fork", "jvm")).toAbsolutePath();
    Folders.delete(folder);
    LocalPlatform platform = LocalPlatform.start(HayaseHome.current(), folder);
    try {
      School school = new School(3_000, 7, Instant.now());
      platform.postgres().createDatabase(school.name());
      try (Connection connection = platform.postgres().connect(school.name());
          Statement statement = connection.createStatement()) {
        Installation.install(school, connection);
        for (String sql : Tables.ALL) {
          statement.execute(sql);
        }
      }
      Path columns = Files.writeString(folder.resolve("actions.json"), StreamsEndToEndTest.COLUMNS);
      platform.startServices(
          new LocalPipeline(
              school.name(),
              Stream.of(School.HISTORY_TABLES, Tables.HISTORY).flatMap(List::stream).toList(),
              StreamsEndToEndTest.streams(columns),
              School.aggregations()));
      Http http = new Http();
      await()
          .atMost(PATIENCE)
          .untilAsserted(() ->
              assertThat(http.get(platform.cdc().at("/actuator/capture")).map(Snapshot::parse))
                  .hasValueSatisfying(snapshot -> assertThat(snapshot.finished()).isTrue()));
      return new WholePlatform(platform, school);
    } catch (Exception | Error e) {
      platform.close();
      throw e;
    }
  }

  LocalPlatform platform() {
    return platform;
  }

  Pipeline pipeline() {
    return pipeline;
  }

  School school() {
    return school;
  }

  /// A connection to the source, every statement its own transaction.
  Connection connect() throws SQLException {
    return platform.postgres().connect(school.name());
  }

  /// Runs statements in the source, each its own transaction.
  void execute(String... statements) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /// The verdict on a table of the schema `public`.
  Verdict verify(String table) {
    return new Verification(pipeline, Warehouse.connect(pipeline.bigquery()), PATIENCE)
        .verify(compared(table));
  }

  ComparedTable compared(String table) {
    return ComparedTable.of(pipeline, pipeline.sources().getFirst(), "public", table);
  }

  /// Through when the table of a stream is complete; the beginning of time while it is not known.
  Instant streamCompleteThrough(String stream) {
    return completeness.through().getOrDefault(Topics.stream(stream), Instant.MIN);
  }

  /// Through when a table is complete; the beginning of time while it is not known.
  Instant completeThrough(String table) {
    return completeness.through().getOrDefault(compared(table).topic(), Instant.MIN);
  }

  /// The first column of a query's answer in BigQuery; tables are named `school.<table>`.
  List<String> query(String sql) throws InterruptedException {
    List<String> values = new ArrayList<>();
    for (FieldValueList row : bigQuery.query(QueryJobConfiguration.of(sql)).iterateAll()) {
      values.add(row.get(0).getStringValue());
    }
    return values;
  }

  /// Deletes rows behind the loader's back. BigQuery refuses that for rows that came lately, so its
  /// clock moves on first.
  void lose(String table, String condition) throws IOException, InterruptedException {
    HttpRequest advance =
        HttpRequest.newBuilder(
                URI.create(platform.emulator().restEndpoint() + "/emulator/v1/clock"))
            .PUT(HttpRequest.BodyPublishers.ofString("{\"advance\": \"7200s\"}"))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      assertThat(client.send(advance, HttpResponse.BodyHandlers.ofString()).statusCode())
          .isEqualTo(200);
    }
    query("DELETE FROM %s.%s WHERE %s".formatted(school.name(), table, condition));
  }

  @Override
  public void close() {
    completeness.close();
    platform.close();
  }
}
