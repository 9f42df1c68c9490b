package dev.hayase.aggregation.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.aggregation.scene.Changes;
import dev.hayase.aggregation.scene.Sales;
import dev.hayase.aggregation.status.AggregationStatus;
import dev.hayase.aggregation.status.AggregationStatus.State;
import dev.hayase.event.aggregation.AggregationBook.Entry;
import dev.hayase.event.aggregation.Build;
import dev.hayase.event.aggregation.Rebuild;
import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.event.schema.TableSchema;
import dev.hayase.event.wire.Headers;
import dev.hayase.pipeline.AggregationNotation;
import dev.hayase.pipeline.PipelineFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of an aggregation whose declaration changes.
class ChangedDeclarationTest {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final String COUNTED =
      "{group-by: {plan: plan}, measures: {payments: {count: '*'}}, emit-every: 200ms}";
  private static final String SUMMED =
      "{group-by: {plan: plan}, measures: {payments: {count: '*'}, amount: {sum: amount}},"
          + " where: 'plan != \"free\"', emit-every: 200ms}";

  @TempDir private Path folder;
  private final BrokerScene scene = new BrokerScene();
  private final String name = scene.source() + "_sold";
  private final String output = "agg." + name;
  private final String topic = scene.source() + ".public.payments";
  private Changes payments = new Changes(topic, Sales.PAYMENTS, 2);

  @BeforeEach
  void threePaymentsOfTwoPlans() throws Exception {
    scene.publish(Sales.PAYMENTS);
    var _ = scene.topic("payments", 2);
    pay(1, "free", 0);
    pay(2, "pro", 7);
    pay(3, "pro", 5);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  private void pay(int id, String plan, int amount) throws Exception {
    write(
        id,
        "{\"id\":%d,\"plan\":\"%s\",\"amount\":\"%d\",\"paid_at\":null}"
            .formatted(id, plan, amount));
  }

  private void write(int id, String row) throws Exception {
    scene.write(topic, payments.put("{\"id\":" + id + "}", row));
  }

  @Test
  void theBuildThatIsThereRunsOnUntilTheNewOneHasCaughtUp() throws Exception {
    // Given
    build(COUNTED);
    Path changed = file("changed", SUMMED);
    try (var instance = scene.start(changed, folder.resolve("state"))) {
      // When
      pay(4, "pro", 1);
      awaitThrough(scene.watermark());

      // Then
      assertThat(scene.table(output))
          .isEqualTo(
              Map.of(
                  "{\"plan\":\"free\"}", "{\"plan\":\"free\",\"payments\":1}",
                  "{\"plan\":\"pro\"}", "{\"plan\":\"pro\",\"payments\":3}"));
      AggregationStatus status = status(instance);
      assertThat(status.state()).isEqualTo(State.RUNNING);
      assertThat(status.reason().orElse(""))
          .contains(
              "declared in another way than its state was built by",
              "where has come (plan != \"free\"): other rows counted before",
              "measures.amount has come");
      assertThat(status.remedy().orElse("")).contains("./hayase aggregation rebuild " + name);
      assertThat(schemas()).hasSize(1);

      // When
      order(changed);
      awaitTakeover();

      // Then
      pay(5, "pro", 2);
      awaitThrough(scene.watermark());
      assertThat(scene.table(output))
          .isEqualTo(
              Map.of("{\"plan\":\"pro\"}", "{\"plan\":\"pro\",\"payments\":4,\"amount\":\"15\"}"));
      assertThat(schemas()).hasSize(2);
      Awaitility.await()
          .atMost(LIMIT)
          .untilAsserted(() -> assertThat(status(instance).reason()).isEmpty());
    }
  }

  @Test
  void instancesWithDifferentFilesRunTheSameAndOnlyTheOneThatHasWhatIsOrderedBeginsIt()
      throws Exception {
    // Given
    Path before = build(COUNTED);
    Path changed = file("changed", SUMMED);
    try (var old = scene.start(before, folder.resolve("old"))) {
      order(changed);
      Awaitility.await()
          .atMost(LIMIT)
          .untilAsserted(
              () -> assertThat(status(old).reason().orElse("")).contains("Another declaration"));
      pay(4, "pro", 1);
      awaitThrough(scene.watermark());
      assertThat(scene.book().live(name).map(Build::generation)).contains(1);

      // When
      try (var upgraded = scene.start(changed, folder.resolve("upgraded"))) {
        awaitTakeover();
        pay(5, "free", 3);
        awaitThrough(scene.watermark());

        // Then
        assertThat(scene.table(output))
            .isEqualTo(
                Map.of(
                    "{\"plan\":\"pro\"}", "{\"plan\":\"pro\",\"payments\":3,\"amount\":\"13\"}"));
        assertThat(status(upgraded).reason()).isEmpty();
        assertThat(status(old).reason().orElse(""))
            .contains("where has gone", "measures.amount has gone");
      }
      pay(6, "pro", 1);
      awaitThrough(scene.watermark());
      assertThat(scene.table(output).values()).singleElement().asString().contains(":4,");
    }
  }

  @Test
  void aDeclarationThatCannotBePlannedStopsNothing() throws Exception {
    build(COUNTED);
    Path wrong = file("wrong", COUNTED.replace("plan: plan", "plan: no_such_column"));
    try (var instance = scene.start(wrong, folder.resolve("state"))) {
      pay(4, "pro", 1);
      awaitThrough(scene.watermark());

      assertThat(scene.table(output)).containsValue("{\"plan\":\"pro\",\"payments\":3}");
      assertThat(status(instance).state()).isEqualTo(State.RUNNING);
      assertThat(status(instance).reason().orElse(""))
          .contains("cannot be built", "no_such_column");
      assertThat(status(instance).remedy().orElse("")).contains("Correct the pipeline file");
    }
  }

  @Test
  void aColumnThatHasComeChangesNothingAndOneThatIsGoneHaltsWhatReadIt() throws Exception {
    // Given
    String newest = "{latest: {by: [id]}, emit-every: 200ms}";
    Path file = build(newest);

    // When
    TableSchema more = Sales.PAYMENTS.with(Column.nullable("note", ColumnType.STRING));
    scene.publish(more);
    payments = payments.as(more);
    write(3, "{\"id\":3,\"plan\":\"pro\",\"amount\":\"9\",\"paid_at\":null,\"note\":null}");

    // Then
    try (var instance = scene.start(file, folder.resolve("state"))) {
      awaitThrough(scene.watermark());
      assertThat(scene.table(output).get("{\"id\":3}")).contains("\"9\"").doesNotContain("note");
      assertThat(status(instance).state()).isEqualTo(State.RUNNING);
      assertThat(status(instance).reason().orElse("")).contains("note has come");
    }

    // When
    TableSchema less =
        TableSchema.of(
            Sales.PAYMENTS.columns().stream().filter(c -> !c.name().equals("amount")).toList(),
            List.of("id"));
    scene.publish(less);
    payments = payments.as(less);
    write(3, "{\"id\":3,\"plan\":\"pro\",\"paid_at\":null}");

    // Then
    try (var instance = scene.start(file, folder.resolve("state"))) {
      AggregationStatus halted = awaitHalt(instance);
      assertThat(halted.reason().orElse(""))
          .contains(
              "declared in another way",
              "cannot run on: It reads the column amount of " + topic + ", which is not there");
      assertThat(halted.remedy().orElse("")).contains("./hayase aggregation rebuild " + name);
    }
  }

  @Test
  void aSourceThatTheFileHasNoMoreHaltsWhatReadIt() throws Exception {
    build(COUNTED);
    Path elsewhere =
        file("elsewhere", COUNTED, "[public.refunds]", scene.source() + ".public.refunds");
    try (var instance = scene.start(elsewhere, folder.resolve("state"))) {
      AggregationStatus halted = awaitHalt(instance);
      assertThat(halted.reason().orElse(""))
          .contains("cannot run on: It reads " + topic, "does not have any more");
    }
  }

  /// The aggregation, complete as it is declared; nothing of it runs any more.
  private Path build(String declaration) throws Exception {
    Path file = file("before", declaration);
    try (var _ = scene.start(file, folder.resolve("state"))) {
      awaitThrough(scene.watermark());
    }
    return file;
  }

  private Path file(String file, String declaration) throws Exception {
    return file(file, declaration, "['public.*']", topic);
  }

  private Path file(String file, String declaration, String tables, String from) throws Exception {
    return Files.writeString(
        folder.resolve(file + ".yaml"),
        """
        version: 1
        kafka: {bootstrap-servers: "%s"}
        bigquery: {project: hayase-local, dataset: shop}
        sources:
          %s: {type: postgresql, host: localhost, database: shop, username: u, password: "${HOME}", tables: %s}
        aggregations:
          %s: {from: %s, %s
        """
            .formatted(
                scene.bootstrap(), scene.source(), tables, name, from, declaration.substring(1)));
  }

  private void order(Path file) throws Exception {
    String declaration =
        AggregationNotation.write(
            name, Objects.requireNonNull(PipelineFile.read(file).aggregations().get(name)));
    scene.order(
        name, Entry.REBUILD, new Rebuild(2, Instant.EPOCH, Optional.of(declaration)).toJson());
  }

  private void awaitTakeover() {
    Awaitility.await()
        .atMost(LIMIT)
        .until(() -> {
          var _ = scene.watermark();
          return scene.book().rebuild(name).isEmpty();
        });
  }

  /// Of the results that were told.
  private Set<String> schemas() {
    return scene.records(output).stream()
        .filter(record -> record.headers().lastHeader(Headers.SCHEMA) != null)
        .map(record -> new String(record.headers().lastHeader(Headers.SCHEMA).value(), UTF_8))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static AggregationStatus status(BrokerScene.Instance instance) {
    return instance.aggregations().statuses().getFirst();
  }

  private static AggregationStatus awaitHalt(BrokerScene.Instance instance) {
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(status(instance).state()).isEqualTo(State.HALTED));
    return status(instance);
  }

  private void awaitThrough(Instant through) {
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(scene.through(output).orElse(Instant.EPOCH)).isAfterOrEqualTo(through));
  }
}
