package dev.hayase.event.aggregation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.event.aggregation.AggregationBook.Entry;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AggregationBookTest {
  private static final Build BUILD =
      new Build(
          2,
          "{\"version\":1,\"parts\":{}}",
          1_700_000_000,
          new TreeMap<>(Map.of("shop.public.payments", 3)),
          new TreeMap<>(Map.of("shop.public.payments", "abc", "agg.revenue", "def")),
          Optional.of("{\"version\":1}"));

  @Test
  void aBuildIsReadAsItWasWritten() {
    assertThat(Build.fromJson(BUILD.toJson())).isEqualTo(BUILD);
  }

  @Test
  void theNumberOfAnOrderThatWasTakenBackIsNotUsedAgain() {
    // Given
    AggregationBook book = new AggregationBook();
    book.accept(Entry.LIVE.key("revenue"), BUILD.toJson());
    int first = book.nextGeneration("revenue");

    // When
    book.accept(Entry.CANCELLED.key("revenue"), new Rebuild(first, Instant.EPOCH).toJson());

    // Then
    assertThat(first).isEqualTo(BUILD.generation() + 1);
    assertThat(book.nextGeneration("revenue")).isEqualTo(first + 1);
  }

  @Test
  void aBuildOfTheVersionBeforeHasNoDeclaration() {
    // Given
    String before =
        """
        {"version":1,"generation":2,"parts":"{\\"version\\":1,\\"parts\\":{}}","epoch":1700000000,
         "partitions":{"shop.public.payments":3},"schemas":{"shop.public.payments":"abc"}}\
        """;

    // When
    Build build = Build.fromJson(before.getBytes(UTF_8));

    // Then
    assertThat(build)
        .isEqualTo(
            new Build(
                2,
                BUILD.parts(),
                BUILD.epoch(),
                BUILD.partitions(),
                new TreeMap<>(Map.of("shop.public.payments", "abc")),
                Optional.empty()));
  }

  @Test
  void anOrderMaySayWhatIsToBeBuilt() {
    Rebuild plain = new Rebuild(2, Instant.ofEpochSecond(5));
    Rebuild declared = new Rebuild(2, Instant.ofEpochSecond(5), Optional.of("{\"version\":1}"));

    assertThat(Rebuild.fromJson(plain.toJson())).isEqualTo(plain);
    assertThat(Rebuild.fromJson(declared.toJson())).isEqualTo(declared);
  }

  @Test
  void aBuildMayTellWhenItIsLiveAndItsOrderIsCarriedOut() {
    AggregationBook book = new AggregationBook();
    byte[] order = new Rebuild(2, Instant.EPOCH).toJson();
    book.accept(Entry.REBUILD.key("revenue"), order);
    book.accept(Entry.BUILDING.key("revenue"), BUILD.toJson());
    assertThat(book.mayTell("revenue", 2)).isFalse();
    book.accept(Entry.LIVE.key("revenue"), BUILD.toJson());
    assertThat(book.mayTell("revenue", 2)).isFalse();
    book.accept(Entry.REBUILD.key("revenue"), null);
    assertThat(book.mayTell("revenue", 2)).isTrue();
    assertThat(book.mayTell("revenue", 1)).isFalse();
  }
}
