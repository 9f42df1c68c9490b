package dev.hayase.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hayase.cli.CommandRun;
import dev.hayase.cli.verify.AggregateTable;
import dev.hayase.cli.verify.AggregationVerification;
import dev.hayase.cli.verify.Verdict;
import dev.hayase.cli.verify.Warehouse;
import dev.hayase.local.sample.LiveWorkload;
import dev.hayase.local.traffic.Clients;
import dev.hayase.local.traffic.EventTraffic;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// The learning platform's aggregations, each against the SQL that it replaces.
@ExtendWith(OnePlatform.class)
class AggregationsEndToEndTest {
  private static final int CHANGES = 600;
  private static final int EVENTS_A_SECOND = 200;

  @TempDir private Path folder;

  @Test
  void everyAggregationEqualsItsSqlThoughTheServiceIsKilledAmidChanges(WholePlatform whole)
      throws Exception {
    // When
    try (LiveWorkload workload =
            LiveWorkload.start(whole.connect(), whole.school().transactions(), CHANGES);
        EventTraffic traffic =
            EventTraffic.start(
                whole.platform().logService().at("/"),
                Clients.ofTheSchool("agg"),
                EVENTS_A_SECOND)) {
      await().atMost(WholePlatform.PATIENCE).until(() -> workload.changes() > CHANGES);
      whole.platform().aggregation().kill();
      await()
          .atMost(WholePlatform.PATIENCE)
          .until(() -> workload.changes() > 3 * CHANGES && traffic.acknowledged() > CHANGES);
      traffic.stop();
    }

    // Then
    List<AggregateTable> tables = AggregateTable.all(whole.pipeline());
    assertThat(tables).hasSize(whole.pipeline().aggregations().size());
    assertThat(tables)
        .allSatisfy(table ->
            assertThat(verdict(whole, table))
                .as(table.name())
                .isInstanceOfSatisfying(
                    Verdict.Equal.class, equal -> assertThat(equal.rows()).isPositive()));
  }

  @Test
  void aTableThatIsNotWhatItsSqlSaysIsProvenDifferent(WholePlatform whole) {
    // Given
    AggregateTable right = AggregateTable.of(whole.pipeline(), "question_rates").orElseThrow();
    AggregateTable wrong =
        new AggregateTable(
            right.name(),
            right.topic(),
            right.dataset(),
            right.table(),
            right.sqlDataset(),
            right.key(),
            right.approximate(),
            right.sql().replace("COUNT(correct) AS judged", "COUNT(correct) + 1 AS judged"));

    // When
    Verdict verdict = verdict(whole, wrong);

    // Then
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Different.class,
            different -> {
              assertThat(different.changed()).isPositive();
              assertThat(different.missing() + different.extra()).isZero();
              assertThat(different.examples().toString()).contains("judged");
            });
  }

  @Test
  void theCommandSaysWhatItFound(WholePlatform whole) throws Exception {
    assertThat(Shell.of(whole, folder).succeeded("aggregation verify membership").out())
        .startsWith("membership: equal: ");
    assertThat(Shell.of(whole, folder).run("aggregation verify membershop").err())
        .contains("no aggregation 'membershop'");
  }

  @Test
  void anAggregationIsBuiltAnewWhileItIsReadAndTheOldStateIsKeptUntilToldOtherwise(
      WholePlatform whole) throws Exception {
    // Given
    Shell shell = Shell.of(whole, folder);

    // When
    String rebuilt = shell.succeeded("aggregation rebuild revenue --snapshot").out();

    // Then
    assertThat(rebuilt)
        .contains(
            "school.public.membership_payments was read anew",
            "revenue: build 2 is ordered",
            "revenue: build 2 tells its results now");
    AggregateTable table = AggregateTable.of(whole.pipeline(), "revenue").orElseThrow();
    assertThat(verdict(whole, table)).isInstanceOf(Verdict.Equal.class);
    assertThat(shell.run("aggregation rebuild revenue").err())
        .contains("The build before is kept still");
    assertThat(shell.succeeded("aggregation discard revenue").out())
        .contains("revenue: build 1 is discarded");
    assertThat(shell.run("aggregation discard revenue").err()).contains("keeps no earlier build");
  }

  @Test
  void theStatusIsThatOfTheRunningServiceAndOfKafkaWhereItDoesNotAnswer(WholePlatform whole)
      throws Exception {
    // Given
    Shell shell = Shell.of(whole, folder);
    String command =
        "aggregation status --json --service " + whole.platform().aggregation().at("/");

    // When
    CommandRun run =
        await()
            .atMost(WholePlatform.PATIENCE)
            .until(() -> shell.run(command), AggregationsEndToEndTest::allRun);

    // Then
    assertThat(run.out().split("\"state\" : \"RUNNING\"", -1))
        .hasSize(1 + whole.pipeline().aggregations().size());
    assertThat(run.out()).contains("\"complete_through\"", "\"lag_seconds\"");
    CommandRun unanswered = shell.run("aggregation status membership --service http://localhost:1");
    assertThat(unanswered.status()).isEqualTo(1);
    assertThat(unanswered.out())
        .contains(
            "UNKNOWN",
            "No aggregation-service at http://localhost:1",
            "its group in Kafka has members");
    assertThat(shell.run("aggregation status membershop").err())
        .contains("The pipeline has no aggregation 'membershop'; it has membership, ");
  }

  private static boolean allRun(CommandRun run) {
    return run.status() == 0 && !run.out().contains("BUILDING") && !run.out().contains("RESTORING");
  }

  private static Verdict verdict(WholePlatform whole, AggregateTable table) {
    return new AggregationVerification(
            whole.pipeline().kafka(),
            Warehouse.connect(whole.pipeline().bigquery()),
            WholePlatform.PATIENCE)
        .verify(table);
  }
}
