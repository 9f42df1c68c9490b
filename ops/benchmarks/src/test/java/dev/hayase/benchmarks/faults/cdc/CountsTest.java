package dev.hayase.benchmarks.faults.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.benchmarks.faults.cdc.Office.Books;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The comparison finds what it is there to find.
class CountsTest {
  private static final List<Optional<Boolean>> ONCE = List.of(Optional.of(true));
  private static final Books BOOKS =
      new Books(
          Map.of(1, List.of(10L, 11L, Office.GONE, 12L, 13L)),
          Map.of(5, "7 text"),
          3,
          2,
          Instant.EPOCH);
  private static final Recount<String> PAPERS = recount(Map.of(5L, "7 text"), Map.of());
  private static final Recount<Boolean> COPIES =
      recount(Map.of(1L, true), Map.of(2L, ONCE, 3L, ONCE));
  private static final Recount<Boolean> BULK = recount(Map.of(), Map.of(1L, ONCE, 2L, ONCE));

  @Test
  void whatIsToldOnceAndInOrderIsGoodWhereverTheSnapshotStood() {
    assertThat(told(null, 10L, 11L, null, 12L, 13L)).isEqualTo(good());
    assertThat(told(10L, 11L, null, 12L, 13L)).isEqualTo(good());
    assertThat(told(null, 12L, 13L)).isEqualTo(good());
    assertThat(told(13L)).isEqualTo(good());
  }

  @Test
  void aChangeThatIsMissingIsLost() {
    assertThat(told(10L, 11L, null, 13L).lost()).isEqualTo(1);
    assertThat(told(null, 10L, null, 12L, 13L).lost()).isEqualTo(1);
    assertThat(told(12L).lost()).isEqualTo(1);
    assertThat(told(null).lost()).isPositive();
  }

  @Test
  void aChangeThatIsToldAgainIsDoubled() {
    assertThat(told(10L, 11L, 11L, null, 12L, 13L).doubled()).isEqualTo(1);
  }

  @Test
  void changesInAnotherOrderAndADeleteThatIsMissingAreOutOfOrder() {
    assertThat(told(10L, 11L, null, 13L, 12L).disordered()).isEqualTo(1);
    assertThat(told(10L, 11L, 12L, 13L).disordered()).isEqualTo(1);
  }

  @Test
  void aRowThatDiffersIsWrong() {
    assertThat(
            Counts.of(BOOKS, ledger(13L), recount(Map.of(5L, "7 txet"), Map.of()), COPIES, BULK)
                .wrong())
        .isEqualTo(1);
  }

  @Test
  void rowsOfCopyThatAreMissingTwiceOrWereNeverThereAreCounted() {
    Recount<Boolean> copies = recount(Map.of(1L, true), Map.of(1L, ONCE, 3L, ONCE, 9L, ONCE));

    Counts counts = Counts.of(BOOKS, ledger(13L), PAPERS, copies, BULK);

    assertThat(counts.lost()).isEqualTo(1);
    assertThat(counts.doubled()).isEqualTo(2);
  }

  private static Counts good() {
    return new Counts(0, 0, 0, 0, List.of());
  }

  private static Counts told(@Nullable Long read, @Nullable Long... since) {
    return Counts.of(BOOKS, ledger(read, since), PAPERS, COPIES, BULK);
  }

  private static Recount<Long> ledger(@Nullable Long read, @Nullable Long... since) {
    List<Optional<Long>> changes = Arrays.stream(since).map(Optional::ofNullable).toList();
    return recount(
        read == null ? Map.of() : Map.of(1L, read),
        changes.isEmpty() ? Map.of() : Map.of(1L, changes));
  }

  private static <T> Recount<T> recount(Map<Long, T> read, Map<Long, List<Optional<T>>> since) {
    return new Recount<>(read, since, 0, 0);
  }
}
