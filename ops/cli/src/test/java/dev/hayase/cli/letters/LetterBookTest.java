package dev.hayase.cli.letters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.cli.letters.LetterBook.Count;
import dev.hayase.cli.letters.LetterBook.Kind;
import dev.hayase.event.letter.DeadLetter;
import dev.hayase.event.letter.LetterFilter;
import dev.hayase.event.replay.OffsetRange;
import dev.hayase.event.replay.PartProgress;
import dev.hayase.event.replay.PartProgress.State;
import dev.hayase.event.replay.ReplayBook;
import dev.hayase.event.replay.ReplayOrder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LetterBookTest {
  private static final Instant AT = Instant.ofEpochMilli(1_000);

  private final LetterBook book = new LetterBook();
  private final ReplayBook replays = new ReplayBook();

  @Test
  void lettersAreCountedByKindAndTheLastOneOfARecordCounts() {
    // Given
    DeadLetter first = letter(0, 10, "unfit-value");
    DeadLetter again = letter(2, 10, "row-refused");
    DeadLetter other = letter(1, 11, "unfit-value");
    List.of(first, other, again).forEach(book::add);

    // Then
    assertThat(book.counts(LetterFilter.ALL, replays))
        .containsExactlyInAnyOrder(
            new Count(new Kind("t", "row-refused", "-", "why"), 1, 0, again, again),
            new Count(new Kind("t", "unfit-value", "-", "why"), 1, 0, other, other));
    assertThat(book.end()).isEqualTo(3);
  }

  @Test
  void whatWasRedrivenIsNotOpenAndWhatFailedAgainIs() {
    // Given
    book.add(letter(0, 10, "unfit-value"));
    book.add(letter(1, 11, "unfit-value"));
    ReplayOrder order =
        new ReplayOrder(
            "d1",
            "t",
            LetterBook.ranges(book.open(LetterFilter.ALL, replays)),
            1,
            Optional.of(new ReplayOrder.Letters(book.end(), LetterFilter.ALL)),
            new TreeMap<>(),
            AT,
            Optional.empty());
    replays.accept(order.key(), order.toJson());
    PartProgress done = new PartProgress("d1", 0, State.DONE, 12, 1, 0, 1, Optional.empty(), AT);
    replays.accept(done.key(), done.toJson());

    // When
    DeadLetter again = letter(2, 11, "unfit-value");
    book.add(again);

    // Then
    assertThat(order.ranges()).isEqualTo(Map.of(0, new OffsetRange(10, 12)));
    assertThat(book.open(LetterFilter.ALL, replays)).containsExactly(again);
  }

  private static DeadLetter letter(long letter, long offset, String code) {
    return new DeadLetter(
        letter, "t", 0, offset, AT, "p.d.t", code, Optional.empty(), "why", "m", Optional.empty());
  }
}
