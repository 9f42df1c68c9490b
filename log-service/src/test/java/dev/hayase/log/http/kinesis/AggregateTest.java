package dev.hayase.log.http.kinesis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AggregateTest {
  private static final Packing PACKING =
      new Packing().add("ann", "{\"n\":1}").add("bob", "x".repeat(300)).add("ann", "");

  @Test
  void whatThePackedRecordsAreIsFound() {
    // When
    var records = Aggregate.unpack(PACKING.packed());

    // Then
    assertThat(records.orElseThrow())
        .extracting(record -> record.partitionKey() + new String(record.data().bytes(), UTF_8))
        .containsExactly("ann{\"n\":1}", "bob" + "x".repeat(300), "ann");
  }

  @Test
  void dataThatOnlyBeginsSoIsNoAggregate() {
    // Given
    byte[] damaged = PACKING.packed();
    damaged[20]++;

    // When // Then
    assertThat(Aggregate.unpack(damaged)).isEmpty();
    assertThat(Aggregate.unpack(Arrays.copyOf(PACKING.packed(), 20))).isEmpty();
    assertThat(Aggregate.unpack(Packing.around(new byte[0]))).isEmpty();
    assertThat(Aggregate.unpack("{\"n\":1}".getBytes(UTF_8))).isEmpty();
    assertThat(Aggregate.unpack(new byte[0])).isEmpty();
  }

  @Test
  void aKeyThatIsNotInTheTableMakesItNone() {
    // Given: a record of the key 7, -1 and 2^63 in a table of none
    byte[] seventh = Packing.around(new byte[] {26, 2, 8, 7});
    byte[] negative = Packing.around(new byte[] {26, 11, 8, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1});

    // When // Then
    assertThat(Aggregate.unpack(seventh)).isEmpty();
    assertThat(Aggregate.unpack(negative)).isEmpty();
  }

  @Test
  void damagedMessagesWithTheRightDigestAreReadOrNone() {
    // Given
    Random random = new Random(7);
    byte[] message = PACKING.message();
    int none = 0;

    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = Arrays.copyOf(message, 1 + random.nextInt(message.length));
      for (int k = random.nextInt(4); k >= 0; k--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }

      // When
      if (Aggregate.unpack(Packing.around(damaged)).isEmpty()) {
        none++;
      }
    }

    // Then
    assertThat(none).isBetween(1, 19_999);
  }
}
