package dev.hayase.aggregation.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.aggregation.scene.Changes;
import dev.hayase.aggregation.scene.Sales;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// State that is several times as large as the memory it may have.
class LargeStateTest {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final long MEBIBYTE = 1 << 20;

  /// Two stores of two partitions, of which each holds half a mebibyte at least.
  private static final long MEMORY = 4 * MEBIBYTE;

  private static final int ROWS = 20_000;
  private static final int CHANGES = 10_000;
  private static final int LONG = 1_000;

  @TempDir private Path folder;
  private final Random random = new Random(11);
  private final Map<Integer, Integer> amounts = new HashMap<>();

  @Test
  void resultsEqualARecomputationAndMemoryStaysWhatItMayBe() throws Exception {
    try (BrokerScene scene = new BrokerScene()) {
      // Given
      scene.publish(Sales.PAYMENTS);
      String topic = scene.topic("payments", 2);
      String name = scene.source() + "_newest";
      Changes payments = new Changes(topic, Sales.PAYMENTS, 2);
      try (var instance = scene.start(file(scene, topic, name), folder.resolve("state"), MEMORY)) {
        for (int i = 0; i < ROWS / 5; i++) {
          put(scene, topic, payments, i);
        }
        scene.flush();
        awaitThrough(scene, "agg." + name, scene.watermark());
        long heap = heap();

        // When
        for (int i = ROWS / 5; i < ROWS; i++) {
          put(scene, topic, payments, i);
        }
        for (int i = 0; i < CHANGES; i++) {
          int id = random.nextInt(ROWS);
          if (i % 5 == 0) {
            amounts.remove(id);
            scene.send(topic, payments.delete(key(id)), id % 2);
          } else {
            put(scene, topic, payments, id);
          }
        }
        scene.flush();
        awaitThrough(scene, "agg." + name, scene.watermark());

        // Then
        assertThat(sum(instance, "total-sst-files-size")).isGreaterThan(8 * MEMORY);
        assertThat(sum(instance, "size-all-mem-tables")).isLessThan(MEMORY);
        assertThat(shared(instance, "block-cache-usage")).isLessThan(MEMORY);
        // What tests before this one have left takes a moment to end.
        Awaitility.await()
            .atMost(LIMIT)
            .untilAsserted(() -> assertThat(heap() - heap).isLessThan(4 * MEMORY));
        assertThat(scene.table("agg." + name)).isEqualTo(recomputed());
      }
    }
  }

  private static String key(int id) {
    return "{\"id\":" + id + "}";
  }

  private void put(BrokerScene scene, String topic, Changes payments, int id) throws Exception {
    int amount = random.nextInt(1_000);
    amounts.put(id, amount);
    scene.send(topic, payments.put(key(id), row(id, amount)), id % 2);
  }

  private static String row(int id, int amount) {
    return "{\"id\":%d,\"plan\":\"%s\",\"amount\":\"%d\",\"paid_at\":null}"
        .formatted(id, Integer.toString(amount).repeat(LONG / 3), amount);
  }

  private Map<String, String> recomputed() {
    Map<String, String> rows = new TreeMap<>();
    amounts.forEach((id, amount) -> rows.put(key(id), row(id, amount)));
    return rows;
  }

  private static double sum(BrokerScene.Instance instance, String name) {
    return metrics(instance, name).sum();
  }

  /// What each store says of the cache that all of them share.
  private static double shared(BrokerScene.Instance instance, String name) {
    return metrics(instance, name).max().orElseThrow();
  }

  private static DoubleStream metrics(BrokerScene.Instance instance, String name) {
    return instance
        .aggregations()
        .all()
        .getFirst()
        .running()
        .orElseThrow()
        .streams()
        .metrics()
        .values()
        .stream()
        .filter(metric -> metric.metricName().name().equals(name))
        .mapToDouble(metric -> ((Number) metric.metricValue()).doubleValue());
  }

  /// Bytes that are in use when nothing is left to collect.
  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private Path file(BrokerScene scene, String topic, String name) throws Exception {
    return Files.writeString(
        folder.resolve("pipeline.yaml"),
        """
        version: 1
        kafka: {bootstrap-servers: "%s"}
        bigquery: {project: hayase-local, dataset: shop}
        sources:
          %s: {type: postgresql, host: localhost, database: shop, username: u, password: "${HOME}", tables: ['public.*']}
        aggregations:
          %s: {from: %s, latest: {by: [id]}, emit-every: 500ms}
        """
            .formatted(scene.bootstrap(), scene.source(), name, topic));
  }

  private static void awaitThrough(BrokerScene scene, String output, Instant through) {
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(scene.through(output).orElse(Instant.EPOCH)).isAfterOrEqualTo(through));
  }
}
