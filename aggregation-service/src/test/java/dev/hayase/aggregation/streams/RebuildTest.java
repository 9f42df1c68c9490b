package dev.hayase.aggregation.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.aggregation.scene.Changes;
import dev.hayase.aggregation.scene.Changes.Change;
import dev.hayase.aggregation.scene.Sales;
import dev.hayase.engine.plan.AggregationPlan;
import dev.hayase.event.aggregation.AggregationBook.Entry;
import dev.hayase.event.aggregation.Build;
import dev.hayase.event.aggregation.Rebuild;
import dev.hayase.event.control.ControlRecord;
import dev.hayase.event.wire.Headers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.streams.test.TestRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RebuildTest {
  private static final Duration LIMIT = Duration.ofSeconds(90);

  /// So many that telling them takes seconds.
  private static final int PLANS = 400;

  @TempDir private Path folder;

  private static Change pay(Changes payments, int id, String plan, int amount) {
    return payments.put(
        "{\"id\":" + id + "}",
        "{\"id\":%d,\"plan\":\"%s\",\"amount\":\"%d\",\"paid_at\":null}"
            .formatted(id, plan, amount));
  }

  @Test
  void aBuildIsSilentUntilItTakesOverAndThenTellsEverythingAsASnapshot() {
    // Given
    AggregationPlan plan = Sales.byPlan("shop", "shop.public.payments");
    Changes payments = new Changes("shop.public.payments", Sales.PAYMENTS, 1);
    try (Driver build = new Driver(plan, 2, folder)) {
      String output = build.names().output();
      build.write("shop.public.payments", pay(payments, 1, "basic", 5), pay(payments, 2, "pro", 7));
      build.through(Instant.ofEpochSecond(2_000));
      assertThat(build.records(output)).isEmpty();

      // When
      List<TestRecord<byte[], byte[]>> told = build.takeOver().records(output);

      // Then
      assertThat(told).hasSize(4);
      assertThat(control(told.getFirst())).isInstanceOf(ControlRecord.SnapshotStart.class);
      assertThat(control(told.getLast())).isInstanceOf(ControlRecord.SnapshotEnd.class);
      build.write("shop.public.payments", pay(payments, 3, "pro", 1));
      assertThat(build.table())
          .containsEntry("{\"plan\":\"pro\"}", "{\"plan\":\"pro\",\"amount\":\"8\",\"payments\":2}")
          .hasSize(1);
    }
  }

  @Test
  void aTakeoverIsToldInPartsAndWhatChangesMeanwhileIsToldAgain() {
    // Given
    AggregationPlan plan = Sales.byPlan("shop", "shop.public.payments");
    Changes payments = new Changes("shop.public.payments", Sales.PAYMENTS, 1);
    try (Driver build = new Driver(plan, 2, folder)) {
      String output = build.names().output();
      for (int i = 1; i <= 5; i++) {
        build.write("shop.public.payments", pay(payments, i, "p" + i, i));
      }

      // When
      List<TestRecord<byte[], byte[]>> first = build.takeOver().records(output);
      build.write("shop.public.payments", pay(payments, 6, "p1", 10), pay(payments, 5, "p6", 5));
      List<TestRecord<byte[], byte[]>> second =
          build.through(Instant.ofEpochSecond(2_000)).records(output);
      List<TestRecord<byte[], byte[]>> before = build.records(build.names().told());
      List<TestRecord<byte[], byte[]>> third = build.nextPart().records(output);
      List<TestRecord<byte[], byte[]>> fourth = build.nextPart().records(output);

      // Then
      assertThat(Stream.of(first, second, third, fourth).map(RebuildTest::words))
          .containsExactly(
              List.of("1 snapshot-start", "2 p1 1", "3 p2 2"),
              List.of("4 p3 3", "5 p4 4"),
              List.of("6 p6 5", "7 p1 11", "8 snapshot-end"),
              List.of());
      assertThat(before).isEmpty();
      assertThat(build.records(build.names().told())).hasSize(1);
    }
  }

  /// Ordinal, then the row or what is controlled.
  private static List<String> words(List<TestRecord<byte[], byte[]>> told) {
    return told.stream()
        .map(record -> {
          String sequence = header(record, Headers.SEQUENCE);
          String value = new String(record.value(), UTF_8);
          return sequence.substring(sequence.indexOf('/') + 1).replaceFirst("^0+", "")
              + " "
              + (record.headers().lastHeader(Headers.CONTROL) == null
                  ? value.replaceAll(
                      ".*\"after\":\\{\"plan\":\"(\\w+)\",\"amount\":\"(\\d+)\".*", "$1 $2")
                  : header(record, Headers.CONTROL));
        })
        .toList();
  }

  private static String header(TestRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }

  @Test
  void aTakeoverThatIsCutShortGoesOnWhereItWas() throws Exception {
    try (BrokerScene scene = new BrokerScene()) {
      // Given
      scene.publish(Sales.PAYMENTS);
      String topic = scene.topic("payments", 2);
      AggregationPlan plan = Sales.byPlan(scene.source(), topic);
      String output = "agg." + plan.name();
      Changes payments = new Changes(topic, Sales.PAYMENTS, 2);
      for (int i = 0; i < PLANS; i++) {
        scene.write(topic, pay(payments, i, "p" + i, i));
      }
      try (var _ = scene.start(plan, folder.resolve("one"), 0)) {
        awaitThrough(scene, output, scene.watermark());
        scene.write(
            output,
            new Changes(topic, plan.schema(), 2)
                .put(
                    "{\"plan\":\"ghost\"}",
                    "{\"plan\":\"ghost\",\"amount\":\"1\",\"payments\":1}"));

        // When
        scene.order(plan.name(), Entry.REBUILD, new Rebuild(2, Instant.EPOCH).toJson());
        Awaitility.await()
            .atMost(LIMIT)
            .until(() -> {
              var _ = scene.watermark();
              return controls(scene, output).size() == 2;
            });
      }

      // Then
      assertThat(controls(scene, output)).containsOnly("snapshot-start");
      assertThat(scene.table(output)).containsKey("{\"plan\":\"ghost\"}");
      for (int i = 0; i < PLANS; i += 7) {
        scene.write(topic, pay(payments, PLANS + i, "p" + i, 1_000));
      }
      scene.write(topic, payments.delete("{\"id\":1}"));
      try (var _ = scene.start(plan, folder.resolve("another-disk"), 0)) {
        awaitThrough(scene, output, scene.watermark());
        assertThat(controls(scene, output))
            .containsExactlyInAnyOrder(
                "snapshot-start", "snapshot-start", "snapshot-end", "snapshot-end");
        Map<String, String> expected = new TreeMap<>();
        for (int i = 0; i < PLANS; i++) {
          if (i != 1) {
            expected.put(
                "{\"plan\":\"p%d\"}".formatted(i),
                "{\"plan\":\"p%d\",\"amount\":\"%d\",\"payments\":%d}"
                    .formatted(i, i % 7 == 0 ? i + 1_000 : i, i % 7 == 0 ? 2 : 1));
          }
        }
        assertThat(scene.table(output)).isEqualTo(expected);
      }
    }
  }

  private static List<String> controls(BrokerScene scene, String output) {
    return scene.records(output).stream()
        .filter(record -> record.headers().lastHeader(Headers.CONTROL) != null)
        .map(record -> new String(record.headers().lastHeader(Headers.CONTROL).value(), UTF_8))
        .toList();
  }

  private static ControlRecord control(TestRecord<byte[], byte[]> record) {
    assertThat(record.headers().lastHeader(Headers.CONTROL)).isNotNull();
    return ControlRecord.fromJson(record.value());
  }

  @Test
  void anAggregationThatIsBuiltAnewTakesOverAndWhatOnlyTheOneBeforeToldIsForgotten()
      throws Exception {
    try (BrokerScene scene = new BrokerScene()) {
      // Given
      scene.publish(Sales.PAYMENTS);
      String topic = scene.topic("payments", 2);
      AggregationPlan plan = Sales.byPlan(scene.source(), topic);
      String output = "agg." + plan.name();
      Changes payments = new Changes(topic, Sales.PAYMENTS, 2);
      for (int i = 0; i < 50; i++) {
        scene.write(topic, pay(payments, i, i % 2 == 0 ? "basic" : "pro", 1));
      }
      try (var _ = scene.start(plan, folder, 0)) {
        awaitThrough(scene, output, scene.watermark());
        // As if the build had told what it should not.
        scene.write(
            output,
            new Changes(topic, plan.schema(), 2)
                .put(
                    "{\"plan\":\"ghost\"}",
                    "{\"plan\":\"ghost\",\"amount\":\"1\",\"payments\":1}"));
        assertThat(scene.table(output)).containsKey("{\"plan\":\"ghost\"}");

        // When
        scene.order(plan.name(), Entry.REBUILD, new Rebuild(2, Instant.EPOCH).toJson());
        scene.write(topic, pay(payments, 100, "basic", 10));
        Awaitility.await()
            .atMost(LIMIT)
            .until(() -> {
              var _ = scene.watermark();
              return scene.book().rebuild(plan.name()).isEmpty();
            });

        // Then
        scene.write(topic, pay(payments, 101, "pro", 5));
        awaitThrough(scene, output, scene.watermark());
        assertThat(scene.book().live(plan.name()).map(Build::generation)).contains(2);
        assertThat(scene.book().previous(plan.name()).map(Build::generation)).contains(1);
        assertThat(scene.table(output)).isEqualTo(all());
      }
      try (var _ = scene.start(plan, folder, 0)) {
        scene.order(plan.name(), Entry.PREVIOUS, null);
        scene.write(topic, pay(payments, 101, "pro", 5));
        awaitThrough(scene, output, scene.watermark());
        assertThat(scene.table(output)).isEqualTo(all());
        Awaitility.await()
            .atMost(LIMIT)
            .until(() -> !Files.exists(folder.resolve("hayase-agg-" + plan.name())));
        assertThat(folder.resolve("hayase-agg-" + plan.name() + ".g2")).exists();
      }
    }
  }

  private static Map<String, String> all() {
    return Map.of(
        "{\"plan\":\"basic\"}",
        "{\"plan\":\"basic\",\"amount\":\"35\",\"payments\":26}",
        "{\"plan\":\"pro\"}",
        "{\"plan\":\"pro\",\"amount\":\"30\",\"payments\":26}");
  }

  private static void awaitThrough(BrokerScene scene, String output, Instant instant) {
    Awaitility.await()
        .atMost(LIMIT)
        .until(() -> scene.through(output).filter(t -> !t.isBefore(instant)).isPresent());
  }
}
