package dev.hayase.aggregation.streams;

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
import org.apache.kafka.streams.test.TestRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RebuildTest {
  private static final Duration LIMIT = Duration.ofSeconds(90);

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
