package dev.hayase.benchmarks.faults.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import dev.hayase.event.SequenceNumber;
import dev.hayase.event.control.ControlRecord;
import dev.hayase.event.wire.Headers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ShopTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  @Test
  void aSeedIsAWorkload() {
    assertThat(written(new Shop(4, NOW))).isEqualTo(written(new Shop(4, NOW)));
    assertThat(written(new Shop(4, NOW))).isNotEqualTo(written(new Shop(5, NOW)));
  }

  @Test
  void whoFoldsItsRecordsHasItsRowsThoughSomeAreGoneWithoutAWord() {
    // Given
    Shop shop = new Shop(4, NOW);

    // When
    List<ShopRecord> records = written(shop);

    // Then
    Map<String, String> folded = new HashMap<>();
    Map<String, SequenceNumber> numbers = new HashMap<>();
    for (ShopRecord record : records) {
      fold(record, folded, numbers);
    }
    assertThat(folded)
        .isEqualTo(
            Stream.concat(shop.orders().stream(), shop.customers().stream())
                .collect(Collectors.toMap(ShopTest::place, ShopRow::json)))
        .hasSizeGreaterThan(500);
  }

  @Test
  void ordersStandInTheOrderInWhichTheyWereWrittenLast() {
    // Given
    Shop shop = new Shop(4, NOW);

    // When
    List<ShopRecord> records = written(shop);

    // Then
    Set<String> keys = new HashSet<>();
    List<String> lastFirst = new ArrayList<>();
    for (ShopRecord record : records.reversed()) {
      if (record.table() == ShopTable.ORDERS && record.key() != null && keys.add(record.key())) {
        lastFirst.add(record.key());
      }
    }
    lastFirst.retainAll(shop.orders().stream().map(ShopLog::key).collect(Collectors.toSet()));
    assertThat(shop.orders().reversed()).extracting(ShopLog::key).isEqualTo(lastFirst);
  }

  private static List<ShopRecord> written(Shop shop) {
    List<ShopRecord> records = new ArrayList<>();
    for (int i = 0; i < 4_000; i++) {
      records.addAll(shop.change(NOW.plusSeconds(i)));
      switch (i) {
        case 1_000 -> records.addAll(shop.truncate(ShopTable.ORDERS, NOW));
        case 2_000 -> records.addAll(shop.truncate(ShopTable.CUSTOMERS, NOW));
        case 3_000, 3_500 -> {
          for (ShopTable table : ShopTable.values()) {
            Shop.Snapshot snapshot = shop.snapshot(table, NOW);
            records.addAll(snapshot.start());
            records.addAll(snapshot.rows());
            records.addAll(snapshot.end());
          }
        }
        default -> {}
      }
    }
    return records;
  }

  private static void fold(
      ShopRecord record, Map<String, String> rows, Map<String, SequenceNumber> numbers) {
    String table = record.table().name();
    SequenceNumber number =
        SequenceNumber.parse(record.headers().getOrDefault(Headers.SEQUENCE, ""));
    String value = record.value();
    if (record.headers().containsKey(Headers.CONTROL) && value != null) {
      SequenceNumber cutoff =
          ControlRecord.fromJson(value.getBytes(StandardCharsets.UTF_8)).cutoff();
      rows.keySet()
          .removeIf(place ->
              place.startsWith(table) && numbers.getOrDefault(place, cutoff).compareTo(cutoff) < 0);
      return;
    }
    String place = table + record.key();
    numbers.put(place, number);
    var after = value == null ? null : JsonParser.parseString(value).getAsJsonObject().get("after");
    if (after == null || after.isJsonNull()) {
      rows.remove(place);
    } else {
      rows.put(place, after.toString());
    }
  }

  private static String place(ShopRow row) {
    return row.table().name() + ShopLog.key(row);
  }
}
