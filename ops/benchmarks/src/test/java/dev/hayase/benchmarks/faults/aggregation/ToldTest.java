package dev.hayase.benchmarks.faults.aggregation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.event.SequenceNumber;
import dev.hayase.event.wire.Headers;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ToldTest {
  @Test
  void theLastWordOfEachKeyCountsAndIsHeldAgainstWhatShouldBe() {
    // Given
    Told told = new Told(ShopAggregation.COUNTRIES);
    told.take(record(0, 1, "JP", "{\"country\":\"JP\",\"orders\":7}"));
    told.take(record(0, 2, "JP", "{\"country\":\"JP\",\"orders\":8,\"amount\":\"1.50\"}"));
    told.take(record(1, 1, "DE", "{\"country\":\"DE\",\"orders\":1}"));
    told.take(record(1, 2, "DE", "null"));
    told.take(record(1, 3, "FR", "{\"country\":\"FR\",\"orders\":2}"));
    told.take(record(1, 4, "KE", "{\"country\":\"KE\",\"orders\":3}"));

    // When
    Difference difference =
        Difference.of(
            Map.of(
                row("JP"),
                row("JP", 8L, new BigDecimal("1.5"), null, null),
                row("FR"),
                row("FR", 3L, null, null, null),
                row("BR"),
                row("BR", 1L, null, null, null)),
            told.rows());

    // Then
    assertThat(told.doubled()).isZero();
    assertThat(told.records()).isEqualTo(6);
    assertThat(difference).extracting("wrong", "missing", "extra").containsExactly(1L, 1L, 1L);
  }

  @Test
  void aNumberThatAPartitionUsesTwiceIsSeenAndOneThatIsNotHigherForItsKey() {
    // Given
    Told told = new Told(ShopAggregation.COUNTRIES);
    told.take(record(0, 5, "JP", "{}"));

    // When
    told.take(record(0, 5, "DE", "{}"));
    told.take(record(0, 4, "JP", "{}"));
    told.take(record(1, 5, "FR", "{}"));

    // Then
    assertThat(told.doubled()).isEqualTo(2);
  }

  private static ConsumerRecord<byte[], byte[]> record(
      int partition, long number, String country, String after) {
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(
            "agg.countries",
            partition,
            number,
            ("{\"country\":\"" + country + "\"}").getBytes(UTF_8),
            ("{\"after\":" + after + "}").getBytes(UTF_8));
    record
        .headers()
        .add(Headers.SEQUENCE, new SequenceNumber(1, number).toString().getBytes(UTF_8));
    return record;
  }

  private static List<@Nullable Object> row(@Nullable Object... values) {
    return Arrays.asList(values);
  }
}
