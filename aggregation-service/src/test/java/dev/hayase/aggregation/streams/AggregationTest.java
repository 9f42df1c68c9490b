package dev.hayase.aggregation.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.aggregation.scene.Changes;
import dev.hayase.aggregation.scene.Changes.Change;
import dev.hayase.aggregation.scene.Sales;
import dev.hayase.aggregation.status.AggregationStatus;
import dev.hayase.aggregation.status.AggregationStatus.State;
import dev.hayase.engine.plan.AggregationPlan;
import dev.hayase.event.aggregation.AggregationBook.Entry;
import dev.hayase.event.aggregation.Rebuild;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Aggregations on a real broker.
class AggregationTest {
  private static final Duration LIMIT = Duration.ofSeconds(90);

  @TempDir private Path folder;

  private static Change pay(Changes payments, int id, String plan, int amount) {
    return payments.put(
        "{\"id\":" + id + "}",
        "{\"id\":%d,\"plan\":\"%s\",\"amount\":\"%d\",\"paid_at\":null}"
            .formatted(id, plan, amount));
  }

  @Test
  void resultsFollowTheirSourceAndAreCompleteThroughItsTime() throws Exception {
    try (BrokerScene scene = new BrokerScene()) {
      scene.publish(Sales.PAYMENTS);
      String topic = scene.topic("payments", 2);
      AggregationPlan plan = Sales.byPlan(scene.source(), topic);
      String output = "agg." + plan.name();
      Changes payments = new Changes(topic, Sales.PAYMENTS, 2);
      for (int i = 0; i < 100; i++) {
        scene.write(topic, pay(payments, i, i % 2 == 0 ? "basic" : "pro", 1));
      }
      Instant first = scene.watermark();
      try (var instance = scene.start(plan, folder.resolve("one"), 0)) {
        awaitThrough(scene, output, first);
        assertThat(scene.table(output)).containsExactlyInAnyOrderEntriesOf(sold(50, 50));
        scene.write(topic, pay(payments, 1, "basic", 11));
        Instant second = scene.watermark();
        awaitThrough(scene, output, second);
        assertThat(scene.table(output))
            .isEqualTo(
                Map.of(
                    "{\"plan\":\"basic\"}",
                    "{\"plan\":\"basic\",\"amount\":\"61\",\"payments\":51}",
                    "{\"plan\":\"pro\"}",
                    "{\"plan\":\"pro\",\"amount\":\"49\",\"payments\":49}"));
        // Nothing happens any more, but time goes on.
        awaitThrough(scene, output, scene.watermark());
        assertThat(instance.aggregations().statuses().getFirst().state()).isEqualTo(State.RUNNING);
      }
      Instant third = scene.watermark();
      // The disk is lost, too.
      try (var _ = scene.start(plan, folder.resolve("two"), 0)) {
        awaitThrough(scene, output, third);
        scene.write(topic, pay(payments, 1, "pro", 1));
        awaitThrough(scene, output, scene.watermark());
        assertThat(scene.table(output)).isEqualTo(sold(50, 50));
      }
    }
  }

  @Test
  void aGapInASourceHaltsTheAggregation() throws Exception {
    try (BrokerScene scene = new BrokerScene()) {
      scene.publish(Sales.PAYMENTS);
      String topic = scene.topic("payments", 1);
      AggregationPlan plan = Sales.byPlan(scene.source(), topic);
      String output = "agg." + plan.name();
      Changes payments = new Changes(topic, Sales.PAYMENTS, 1);
      scene.write(topic, pay(payments, 1, "basic", 1));
      try (var _ = scene.start(plan, folder.resolve("one"), 0)) {
        awaitThrough(scene, output, scene.watermark());
      }
      scene.write(topic, pay(payments, 2, "basic", 1));
      scene.write(topic, pay(payments, 3, "basic", 1));
      scene.deleteBefore(topic, 2);
      try (var instance = scene.start(plan, folder.resolve("one"), 0)) {
        AggregationStatus halted = awaitHalt(instance);
        assertThat(halted.reason().orElse(""))
            .isEqualTo(
                "The records 1 to 1 of %s-0 were deleted before they were read".formatted(topic));
        assertThat(halted.remedy()).isPresent();
      }
    }
  }

  @Test
  void rowsThatRetentionHasTakenAreNotLeftOutSilentlyAndASnapshotBringsThemBack() throws Exception {
    try (BrokerScene scene = new BrokerScene()) {
      scene.publish(Sales.PAYMENTS);
      String topic = scene.topic("payments", 1);
      AggregationPlan plan = Sales.byPlan(scene.source(), topic);
      String output = "agg." + plan.name();
      Changes payments = new Changes(topic, Sales.PAYMENTS, 1);
      scene.write(topic, pay(payments, 1, "basic", 1));
      scene.write(topic, pay(payments, 2, "basic", 1));
      scene.deleteBefore(topic, 1);
      try (var instance = scene.start(plan, folder.resolve("one"), 0)) {
        AggregationStatus halted = awaitHalt(instance);
        assertThat(halted.reason().orElse(""))
            .startsWith("The first 1 records of %s-0 were deleted".formatted(topic));
        assertThat(halted.remedy().orElse("")).contains("snapshot");
      }
      Change begun = payments.snapshotStart();
      scene.write(topic, begun, 0);
      scene.write(topic, pay(payments, 1, "basic", 1));
      scene.write(topic, pay(payments, 2, "basic", 1));
      scene.write(topic, payments.snapshotEnd(begun), 0);
      try (var _ = scene.start(plan, folder.resolve("two"), 0)) {
        awaitThrough(scene, output, scene.watermark());
        assertThat(scene.table(output).values()).hasSize(1).first().asString().contains(":2}");
      }
    }
  }

  @Test
  void morePartitionsOfASourceHaltTheAggregationUntilItIsBuiltAnew() throws Exception {
    try (BrokerScene scene = new BrokerScene()) {
      scene.publish(Sales.PAYMENTS);
      String topic = scene.topic("payments", 1);
      AggregationPlan plan = Sales.byPlan(scene.source(), topic);
      Changes payments = new Changes(topic, Sales.PAYMENTS, 1);
      scene.write(topic, pay(payments, 1, "basic", 1));
      try (var _ = scene.start(plan, folder.resolve("one"), 0)) {
        awaitThrough(scene, "agg." + plan.name(), scene.watermark());
      }
      scene.morePartitions(topic, 2);
      try (var instance = scene.start(plan, folder.resolve("one"), 0)) {
        assertThat(awaitHalt(instance).reason().orElse("")).contains("partitions of its sources");
        scene.order(plan.name(), Entry.REBUILD, new Rebuild(2, Instant.EPOCH).toJson());
        for (int i = 2; i <= 20; i++) {
          scene.write(topic, pay(payments, i, i % 2 == 0 ? "basic" : "pro", 1), i % 2);
        }
        Awaitility.await()
            .atMost(LIMIT)
            .until(() -> {
              var _ = scene.watermark();
              return scene.book().rebuild(plan.name()).isEmpty();
            });
        awaitThrough(scene, "agg." + plan.name(), scene.watermark());
        assertThat(scene.table("agg." + plan.name())).isEqualTo(sold(11, 9));
      }
    }
  }

  @Test
  void anotherDeclarationOfTheSameNameHaltsTheAggregation() throws Exception {
    try (BrokerScene scene = new BrokerScene()) {
      scene.publish(Sales.PAYMENTS);
      String topic = scene.topic("payments", 1);
      Changes payments = new Changes(topic, Sales.PAYMENTS, 1);
      scene.write(topic, pay(payments, 1, "basic", 1));
      AggregationPlan plan = Sales.byPlan(scene.source(), topic);
      try (var _ = scene.start(plan, folder.resolve("one"), 0)) {
        awaitThrough(scene, "agg." + plan.name(), scene.watermark());
      }
      AggregationPlan other = Sales.byPlanAndDay(scene.source(), topic);
      try (var instance = scene.start(other, folder.resolve("one"), 0)) {
        assertThat(awaitHalt(instance).reason().orElse(""))
            .contains("declared in another way", "window");
      }
    }
  }

  private static AggregationStatus awaitHalt(BrokerScene.Instance instance) {
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(instance.aggregations().statuses().getFirst().state())
                .isEqualTo(State.HALTED));
    return instance.aggregations().statuses().getFirst();
  }

  private static Map<String, String> sold(int basic, int pro) {
    return Map.of(
        "{\"plan\":\"basic\"}",
        "{\"plan\":\"basic\",\"amount\":\"%d\",\"payments\":%d}".formatted(basic, basic),
        "{\"plan\":\"pro\"}",
        "{\"plan\":\"pro\",\"amount\":\"%d\",\"payments\":%d}".formatted(pro, pro));
  }

  private static void awaitThrough(BrokerScene scene, String output, Instant through) {
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(scene.through(output).orElse(Instant.EPOCH)).isAfterOrEqualTo(through));
  }
}
