package dev.hayase.aggregation.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.aggregation.scene.Changes;
import dev.hayase.aggregation.scene.Sales;
import dev.hayase.pipeline.access.AccessKeys;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The service as it runs in production, with what befalls it there.
class ServiceTest {
  private static final Optional<String> GOOD = Optional.of("good");
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int PAYMENTS = 40;

  @TempDir private Path folder;
  private final Map<Integer, Map.Entry<String, Integer>> table = new HashMap<>();
  private final Random random = new Random(7);

  @Test
  void resultsEqualARecomputationWhateverBefallsTheService() throws Exception {
    try (BrokerScene scene = new BrokerScene()) {
      scene.publish(Sales.PAYMENTS);
      String topic = scene.topic("payments", 3);
      Changes payments = new Changes(topic, Sales.PAYMENTS, 3);
      change(scene, topic, payments, 200);
      String output = "agg." + scene.source() + "_revenue";
      Path pipeline = pipeline(scene, topic, 1);
      Service first = service(pipeline, "a");
      Instant begun = scene.watermark();
      awaitThrough(scene, output, begun);
      assertThat(scene.table(output)).isEqualTo(recomputed());

      change(scene, topic, payments, 300);
      first.kill();
      change(scene, topic, payments, 100);
      Instant killed = scene.watermark();
      first = service(pipeline, "a");
      awaitThrough(scene, output, killed);
      assertThat(scene.table(output)).isEqualTo(recomputed());

      Service second = service(pipeline, "b");
      change(scene, topic, payments, 200);
      awaitThrough(scene, output, scene.watermark());
      assertLookups(scene, first, second);
      first.kill();
      change(scene, topic, payments, 100);
      awaitThrough(scene, output, scene.watermark());
      assertThat(scene.table(output)).isEqualTo(recomputed());
      second.close();

      // Another machine: nothing is on its disk.
      change(scene, topic, payments, 100);
      try (Service third = service(pipeline, "c")) {
        awaitThrough(scene, output, scene.watermark());
        assertThat(scene.table(output)).isEqualTo(recomputed());
        assertThat(third.get("/actuator/health/aggregations").body()).contains("\"UP\"");
        assertThat(third.get("/actuator/prometheus").body())
            .contains("hayase_aggregation_records_total");
      }
    }
  }

  private void assertLookups(BrokerScene scene, Service... services) {
    String path = "/aggregations/" + scene.source() + "_revenue/";
    for (Service service : services) {
      Awaitility.await()
          .atMost(LIMIT)
          .untilAsserted(() ->
              recomputed()
                  .forEach((_, row) -> {
                    String plan = row.replaceAll(".*\"plan\":\"(\\w+)\".*", "$1");
                    HttpResponse<String> answer = service.get(path + plan, GOOD);
                    assertThat(answer.statusCode()).isEqualTo(200);
                    assertThat(answer.body())
                        .contains("\"rows\":[" + row + "]", "complete_through");
                  }));
      assertThat(service.get(path + "no_such_plan", GOOD).statusCode()).isEqualTo(404);
      assertThat(service.get(path + "%5B1%2C2%5D", GOOD).statusCode()).isEqualTo(400);
      assertThat(service.get("/aggregations/none/x", GOOD).statusCode()).isEqualTo(404);
      assertRefusals(service, path + "no_such_plan");
    }
  }

  private static void assertRefusals(Service service, String path) {
    HttpResponse<String> without = service.get(path);
    assertThat(without.statusCode()).isEqualTo(401);
    assertThat(without.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    assertThat(without.body()).contains("A lookup needs a key");
    assertThat(service.get(path, Optional.of("unknown")).statusCode()).isEqualTo(401);
    HttpResponse<String> other = service.get(path, Optional.of("other"));
    assertThat(other.statusCode()).isEqualTo(403);
    assertThat(other.body()).contains("The key web is not for");
    // How aggregations are is no result.
    assertThat(service.get("/aggregations").statusCode()).isEqualTo(200);
  }

  private Service service(Path pipeline, String name) {
    return Service.start(pipeline, folder.resolve(name), folder.resolve(name + ".log"));
  }

  private Path pipeline(BrokerScene scene, String topic, int standbys) throws Exception {
    Path keys =
        Files.writeString(
            folder.resolve("keys.yaml"),
            """
            keys:
              app: {hashes: [%s], aggregations: ["*"]}
              web: {hashes: [%s], streams: ["*"], aggregations: [another]}
            """
                .formatted(AccessKeys.hash("good"), AccessKeys.hash("other")));
    return Files.writeString(
        folder.resolve("pipeline.yaml"),
        """
        version: 1
        kafka: {bootstrap-servers: "%s", partitions: 3}
        bigquery: {project: hayase-local, dataset: shop}
        sources:
          %s:
            type: postgresql
            host: localhost
            database: shop
            username: shop
            password: "${HOME}"
            tables: ["public.*"]
        aggregation: {standbys: %d, memory: 32MiB, lookup: {keys: "%s"}}
        aggregations:
          %s_revenue:
            from: %s
            group-by: {plan: plan}
            measures: {amount: {sum: amount}, payments: {count: "*"}}
            emit-every: 200ms
        """
            .formatted(scene.bootstrap(), scene.source(), standbys, keys, scene.source(), topic));
  }

  private void change(BrokerScene scene, String topic, Changes payments, int changes)
      throws Exception {
    for (int i = 0; i < changes; i++) {
      int id = random.nextInt(PAYMENTS);
      String key = "{\"id\":" + id + "}";
      if (random.nextInt(4) == 0) {
        table.remove(id);
        scene.write(topic, payments.delete(key), id % 3);
      } else {
        String plan = "plan" + random.nextInt(5);
        int amount = random.nextInt(100);
        table.put(id, Map.entry(plan, amount));
        scene.write(
            topic,
            payments.put(
                key,
                "{\"id\":%d,\"plan\":\"%s\",\"amount\":\"%d\",\"paid_at\":null}"
                    .formatted(id, plan, amount)),
            id % 3);
      }
    }
  }

  private Map<String, String> recomputed() {
    Map<String, int[]> sums = new TreeMap<>();
    table
        .values()
        .forEach(row -> {
          int[] sum = sums.computeIfAbsent(row.getKey(), _ -> new int[2]);
          sum[0] += row.getValue();
          sum[1]++;
        });
    Map<String, String> rows = new HashMap<>();
    sums.forEach((plan, sum) ->
        rows.put(
            "{\"plan\":\"%s\"}".formatted(plan),
            "{\"plan\":\"%s\",\"amount\":\"%d\",\"payments\":%d}".formatted(plan, sum[0], sum[1])));
    return rows;
  }

  private static void awaitThrough(BrokerScene scene, String output, Instant through) {
    Awaitility.await()
        .atMost(LIMIT)
        .ignoreExceptions()
        .untilAsserted(() ->
            assertThat(scene.through(output).orElse(Instant.EPOCH)).isAfterOrEqualTo(through));
  }
}
