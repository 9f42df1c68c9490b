package dev.hayase.aggregation.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.hayase.aggregation.scene.Changes;
import dev.hayase.aggregation.scene.Changes.Change;
import dev.hayase.aggregation.scene.Sales;
import dev.hayase.event.wire.Headers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopologyTest {
  private static final String PAYMENTS = "shop.public.payments";
  private static final String PLANS = "shop.public.plans";

  @TempDir private Path folder;
  private final Changes payments = new Changes(PAYMENTS, Sales.PAYMENTS, 1);
  private final Changes plans = new Changes(PLANS, Sales.PLANS, 1);

  private Driver byPlan() {
    return new Driver(Sales.byPlan("revenue", PAYMENTS), folder);
  }

  private Change pay(int id, String plan, String amount) {
    return pay(id, plan, amount, "2024-01-01T10:00:00Z");
  }

  private Change pay(int id, String plan, String amount, String at) {
    return payments.put(
        key(id),
        "{\"id\":%d,\"plan\":\"%s\",\"amount\":\"%s\",\"paid_at\":\"%s\"}"
            .formatted(id, plan, amount, at));
  }

  private static String key(int id) {
    return "{\"id\":" + id + "}";
  }

  private static Map.Entry<String, String> sold(String plan, String amount, int payments) {
    return Map.entry(
        "{\"plan\":\"" + plan + "\"}",
        "{\"plan\":\"%s\",\"amount\":\"%s\",\"payments\":%d}".formatted(plan, amount, payments));
  }

  @Test
  void rowsAreSummedUp() {
    try (Driver driver = byPlan()) {
      driver.write(PAYMENTS, pay(1, "basic", "1.10"), pay(2, "basic", "2.05"), pay(3, "pro", "9"));
      assertThat(driver.table()).containsOnly(sold("basic", "3.15", 2), sold("pro", "9", 1));
    }
  }

  @Test
  void anUpdateTakesBackWhatItContributedBefore() {
    try (Driver driver = byPlan()) {
      driver.write(PAYMENTS, pay(1, "basic", "1"), pay(2, "basic", "2"), pay(1, "pro", "5"));
      assertThat(driver.table()).containsOnly(sold("basic", "2", 1), sold("pro", "5", 1));
    }
  }

  @Test
  void aGroupWithoutRowsIsDeleted() {
    try (Driver driver = byPlan()) {
      driver.write(PAYMENTS, pay(1, "basic", "1"));
      assertThat(driver.table()).containsOnly(sold("basic", "1", 1));
      driver.write(PAYMENTS, payments.delete(key(1)));
      assertThat(driver.table()).isEmpty();
    }
  }

  @Test
  void aTombstoneIsADelete() {
    try (Driver driver = byPlan()) {
      driver.write(PAYMENTS, pay(1, "basic", "1"), pay(2, "basic", "2"));
      Change later = payments.delete(key(2));
      driver.write(PAYMENTS, new Change(later.key(), null, later.headers()));
      assertThat(driver.table()).containsOnly(sold("basic", "1", 1));
    }
  }

  @Test
  void whatIsDeliveredAgainCountsOnce() {
    try (Driver driver = byPlan()) {
      Change first = pay(1, "basic", "1");
      Change second = pay(1, "basic", "2");
      driver.write(PAYMENTS, first, second, first, second, first);
      assertThat(driver.table()).containsOnly(sold("basic", "2", 1));
    }
  }

  @Test
  void rowsThatASnapshotDidNotFindAreGone() {
    try (Driver driver = byPlan()) {
      driver.write(PAYMENTS, pay(1, "basic", "1"), pay(2, "pro", "2"));
      Change start = payments.snapshotStart();
      driver.write(PAYMENTS, start, pay(2, "pro", "2"), payments.snapshotEnd(start));
      assertThat(driver.table()).containsOnly(sold("pro", "2", 1));
    }
  }

  @Test
  void aTruncateTakesEverythingBack() {
    try (Driver driver = byPlan()) {
      driver.write(
          PAYMENTS,
          pay(1, "basic", "1"),
          pay(2, "pro", "2"),
          payments.truncate(),
          pay(3, "basic", "7"));
      assertThat(driver.table()).containsOnly(sold("basic", "7", 1));
    }
  }

  @Test
  void aRecordThatCannotBeReadIsADeadLetterAndTheFlowContinues() {
    try (Driver driver = byPlan()) {
      Change wrong = payments.put(key(1), "{\"id\":1,\"plan\":\"basic\",\"amount\":\"much\"}");
      driver.write(PAYMENTS, wrong, pay(2, "poison", "1"), pay(3, "pro", "2"));
      assertThat(driver.table()).containsOnly(sold("pro", "2", 1));
      assertThat(driver.letters())
          .extracting(
              letter -> header(letter, Headers.DEAD_LETTER_CODE),
              letter -> header(letter, Headers.DEAD_LETTER_BUILD))
          .containsExactly(tuple("unfit-value", "1"), tuple("no-value", "1"));
      assertThat(driver.progress().counts().letters()).isEqualTo(2);
    }
  }

  @Test
  void aPoisonedRowThatIsMendedCounts() {
    try (Driver driver = byPlan()) {
      driver.write(PAYMENTS, pay(1, "poison", "1"), pay(1, "pro", "2"));
      assertThat(driver.table()).containsOnly(sold("pro", "2", 1));
    }
  }

  @Test
  void resultsAreNumberedInTheirOrder() {
    try (Driver driver = byPlan()) {
      driver.write(PAYMENTS, pay(1, "basic", "1"), pay(2, "pro", "1"));
      driver.through(Instant.ofEpochSecond(5)).write(PAYMENTS, pay(3, "pro", "1"));
      driver.through(Instant.ofEpochSecond(6));
      assertThat(driver.records(driver.names().output()))
          .extracting(record -> header(record, Headers.SEQUENCE))
          .containsExactly(
              "0000000000000009/0000000000000001",
              "0000000000000009/0000000000000002",
              "0000000000000009/0000000000000003");
      assertThat(driver.progress().through()).contains(Instant.ofEpochSecond(6));
    }
  }

  @Test
  void changesOfOneResultAreHeldTogether() {
    try (Driver driver = byPlan()) {
      driver.write(PAYMENTS, pay(1, "basic", "1"), pay(2, "basic", "1"), pay(3, "basic", "1"));
      assertThat(driver.table()).containsOnly(sold("basic", "3", 3));
      assertThat(driver.progress().counts().emissions()).isEqualTo(1);
    }
  }

  @Test
  void aRowIsJoinedWithWhatItsDimensionIsNow() {
    try (Driver driver = new Driver(Sales.byTitle("titles", PAYMENTS, PLANS), folder)) {
      driver.write(PAYMENTS, pay(1, "b", "1"), pay(2, "b", "2"), pay(3, "p", "4"));
      driver.write(PLANS, plans.put("{\"code\":\"b\"}", "{\"code\":\"b\",\"title\":\"Basic\"}"));
      driver.write(PLANS, plans.put("{\"code\":\"p\"}", "{\"code\":\"p\",\"title\":\"Pro\"}"));
      assertThat(driver.table()).containsOnly(sold("Basic", "3", 2), sold("Pro", "4", 1));
      driver.write(PLANS, plans.put("{\"code\":\"b\"}", "{\"code\":\"b\",\"title\":\"Pro\"}"));
      driver.write(PAYMENTS, payments.delete(key(3)));
      assertThat(driver.table()).containsOnly(sold("Pro", "3", 2));
      driver.write(PLANS, plans.delete("{\"code\":\"b\"}"));
      assertThat(driver.table())
          .containsOnly(
              Map.entry("{\"plan\":null}", "{\"plan\":null,\"amount\":\"3\",\"payments\":2}"));
    }
  }

  @Test
  void whatComesForAClosedWindowIsToldAsLate() {
    try (Driver driver = new Driver(Sales.byPlanAndDay("days", PAYMENTS), folder)) {
      driver.write(PAYMENTS, pay(1, "basic", "1", "2024-01-01T10:00:00Z"));
      driver.through(Instant.parse("2024-01-02T00:30:00Z"));
      driver.write(PAYMENTS, pay(2, "basic", "2", "2024-01-01T11:00:00Z"));
      assertThat(driver.late()).isEmpty();
      driver.through(Instant.parse("2024-01-02T01:00:00Z"));
      driver.write(PAYMENTS, pay(3, "basic", "4", "2024-01-01T12:00:00Z"));
      assertThat(driver.table().values()).singleElement().asString().contains("\"amount\":\"3\"");
      assertThat(driver.late())
          .singleElement()
          .satisfies(late ->
              assertThat(new String(late.value(), UTF_8))
                  .contains("\"window_start\":\"2024-01-01T00:00:00Z\"", "\"weight\":1"));
      assertThat(driver.progress().counts().late()).isEqualTo(1);
    }
  }

  private static String header(TestRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }
}
