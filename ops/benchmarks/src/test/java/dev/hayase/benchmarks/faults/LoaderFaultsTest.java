package dev.hayase.benchmarks.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.hayase.benchmarks.faults.compare.Tally;
import dev.hayase.benchmarks.faults.plan.FaultKind;
import dev.hayase.benchmarks.faults.stage.BigQueryControl;
import dev.hayase.benchmarks.faults.stage.Stage;
import dev.hayase.local.HayaseHome;
import dev.hayase.local.LocalPart;
import dev.hayase.local.LocalPipeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The suite's short version. The long one is `ops/benchmarks/faults loader`.
class LoaderFaultsTest {
  private static final long SEED = 20_261_123;

  @TempDir Path folder;

  @Test
  void nothingIsLostOrDoubledThoughLoaderAndBigQueryDieAndWhatIsWrongWouldBeSeen()
      throws Exception {
    // Given
    List<FaultKind> kinds =
        List.of(FaultKind.KILL_AFTER_APPEND, FaultKind.LOST_ANSWERS, FaultKind.KILL_BIGQUERY);
    FaultPlan plan = FaultPlan.of(SEED, kinds.size(), 6_000, kinds, false);
    HayaseHome home = HayaseHome.current();
    FaultRun run = new FaultRun(home, home, folder, plan, new ProgressLine(System.out, false));
    List<Tally> tampered = new ArrayList<>();

    // When
    FaultReport report =
        run.run(stage -> {
          tamper(stage);
          tampered.add(run.compare(stage));
        });

    // Then
    assertThat(report.lines()).first().asString().startsWith("OK");
    JsonObject json = report.json();
    assertThat(json.get("faults").getAsInt()).isEqualTo(kinds.size());
    assertThat(json.get("rows").getAsLong()).isGreaterThanOrEqualTo(6_000);
    assertThat(json.get("lost").getAsLong()).isZero();
    assertThat(json.get("doubled").getAsLong()).isZero();
    assertThat(json.get("dead_letters").getAsLong()).isPositive();
    // One row deleted, one changed, one there twice.
    assertThat(tampered.getFirst().lost()).isEqualTo(2);
    assertThat(tampered.getFirst().changedRows()).isEqualTo(1);
    assertThat(tampered.getFirst().doubled()).isEqualTo(1);
  }

  private static void tamper(Stage stage) {
    stage.loaders().forEach(LocalPart::kill);
    // Rows that were written moments ago take no DML.
    new BigQueryControl(stage.emulator().restEndpoint()).advance(Duration.ofHours(2));
    String clicks = "`%s.faults.clicks`".formatted(LocalPipeline.PROJECT);
    String row = "(SELECT %s(`_kafka_offset`) FROM %s WHERE `_kafka_partition` = %d)";
    execute(
        stage,
        "INSERT INTO %s SELECT * FROM %s WHERE `_kafka_partition` = 0 AND `_kafka_offset` = %s"
            .formatted(clicks, clicks, row.formatted("MAX", clicks, 0)));
    execute(
        stage,
        "DELETE FROM %s WHERE `_kafka_partition` = 1 AND `_kafka_offset` = %s"
            .formatted(clicks, row.formatted("MIN", clicks, 1)));
    execute(
        stage,
        "UPDATE %s SET `path` = 'tampered' WHERE `_kafka_partition` = 2 AND `_kafka_offset` = %s"
            .formatted(clicks, row.formatted("MAX", clicks, 2)));
  }

  private static void execute(Stage stage, String sql) {
    JsonObject body = new JsonObject();
    body.addProperty("query", sql);
    body.addProperty("useLegacySql", false);
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    stage.emulator().restEndpoint()
                        + "/bigquery/v2/projects/"
                        + LocalPipeline.PROJECT
                        + "/queries"))
            .POST(BodyPublishers.ofString(body.toString()))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IllegalStateException(response.body());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
