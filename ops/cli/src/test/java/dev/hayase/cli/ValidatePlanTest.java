package dev.hayase.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.cli.scene.OneBroker;
import dev.hayase.cli.topics.AggregationTopic;
import dev.hayase.cli.topics.RowSchemas;
import dev.hayase.engine.plan.PlanParts;
import dev.hayase.engine.plan.Planner;
import dev.hayase.event.aggregation.AggregationBook.Entry;
import dev.hayase.event.aggregation.Build;
import dev.hayase.event.topic.Topics;
import dev.hayase.pipeline.KafkaCluster;
import dev.hayase.pipeline.Pipeline;
import dev.hayase.pipeline.PipelineFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `hayase validate --plan` on a cluster where nothing runs: what it says follows from the file,
/// the schemas and the register of builds.
class ValidatePlanTest {
  private static final KafkaCluster KAFKA = OneBroker.cluster();

  private static final String COLUMNS =
      """
      [{"name": "id", "type": "STRING"}, {"name": "page", "type": "STRING"},
       {"name": "at", "type": "TIMESTAMP"}, {"name": "price", "type": "NUMERIC"}]
      """;

  @TempDir private Path folder;

  @BeforeEach
  void topics() throws InterruptedException {
    OneBroker.topic(Topics.AGGREGATIONS, 1);
  }

  @Test
  void aFirstPlanTellsStagesTopicsAndStores() throws IOException {
    // When
    CommandRun run = validate(file("visits", "grace: 1h", "price > 0", "price"));

    // Then
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out().lines().skip(2))
        .containsExactly(
            "visits -> agg.visits (application hayase-agg-visits)",
            "  reads    logs.clicks (events): page, at, price",
            "  where    price > 0",
            "  groups   by page",
            "  windows  of 1h, closed 1h after their end",
            "           topic hayase-agg-visits-contributions-repartition",
            "           store groups (topic hayase-agg-visits-groups-changelog): for each group and window what follows",
            "           spent = sum(price): a number",
            "           ids of events are remembered for 2h",
            "  columns  spent NUMERIC",
            "  key      page, window_start",
            "  time     hayase-agg-visits-time",
            "  late     agg.visits.late",
            "  unread   agg.visits.unread",
            "  is built for the first time");
  }

  @Test
  void aChangeThatStateIsGoodForContinues() throws Exception {
    // Given
    build(file("patience", "grace: 1h", "price > 0", "price"));

    // When
    CommandRun run = validate(file("patience", "grace: 30m", "price > 0", "price"));

    // Then
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).endsWith("  continues: window.grace was PT1H and is PT30M\n");
  }

  @Test
  void aDeclarationThatIsBuiltAlreadyHasNotChanged() throws Exception {
    // Given
    Path file = file("same", "grace: 1h", "price > 0", "price");
    build(file);

    // When
    CommandRun run = validate(file);

    // Then
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).endsWith("  continues: nothing has changed\n");
  }

  @Test
  void aChangeThatMakesStateWrongNeedsARebuildAndSaysWhy() throws Exception {
    // Given
    build(file("dear", "grace: 1h", "price > 0", "price"));

    // When
    CommandRun run = validate(file("dear", "grace: 2h", "price > 10", "price"));

    // Then
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out())
        .endsWith(
            """
              needs a rebuild: where was price > 0 and is price > 10: other rows counted before
              needs a rebuild: window.grace was PT1H and is PT2H: the windows in state mean something else
            """);
  }

  @Test
  void aDeclarationThatTheSchemasForbidIsABadConfiguration() throws IOException {
    // When
    CommandRun run = validate(file("wrong", "grace: 1h", "prize > 0", "page"));

    // Then
    assertThat(run.status()).isEqualTo(78);
    assertThat(run.err().lines())
        .containsExactly(
            "aggregations.wrong.where: \"prize > 0\" names prize, which is no column here (at character 1). Did you mean price? There are id, page, at, price, _event_id, _event_source, _event_type, _event_ts, _sent_ts, _received_ts, _clock_correction_us, _kafka_ts, _kafka_partition, _kafka_offset.",
            "aggregations.wrong.measures.spent.sum: \"page\" yields STRING, of which there is no sum. Write an expression of another type.");
    assertThat(run.out()).doesNotContain("agg.wrong");
  }

  private static CommandRun validate(Path file) {
    return CommandRun.of("validate --plan " + file);
  }

  private Path file(String name, String grace, String where, String summed) throws IOException {
    Path columns = Files.writeString(folder.resolve("columns.json"), COLUMNS);
    return Files.writeString(
        folder.resolve("pipeline.yaml"),
        """
        version: 1
        kafka: {bootstrap-servers: "%s"}
        bigquery: {project: hayase-local, dataset: shop}
        log: {open: true}
        streams:
          clicks: {event-id: id, schema: "%s"}
        aggregations:
          %s:
            from: logs.clicks
            where: '%s'
            group-by: [page]
            window: {on: at, tumbling: 1h, %s}
            measures: {spent: {sum: %s}}
            once-for: 2h
        """
            .formatted(KAFKA.bootstrapServers(), columns, name, where, grace, summed));
  }

  /// As the aggregation-service registers what it has built.
  private static void build(Path file) throws InterruptedException {
    Pipeline pipeline = PipelineFile.read(file);
    try (RowSchemas schemas = new RowSchemas(pipeline);
        AggregationTopic topic = new AggregationTopic(KAFKA)) {
      for (var entry : Planner.all(pipeline.aggregations(), schemas).entrySet()) {
        String parts =
            PlanParts.of(Objects.requireNonNull(entry.getValue()).plan().orElseThrow()).toText();
        topic.write(
            entry.getKey(),
            Entry.LIVE,
            new Build(1, parts, 1, new TreeMap<>(), new TreeMap<>(), Optional.empty()).toJson());
      }
    }
  }
}
