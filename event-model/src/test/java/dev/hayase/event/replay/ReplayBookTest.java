package dev.hayase.event.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.event.letter.DeadLetter;
import dev.hayase.event.letter.LetterFilter;
import dev.hayase.event.replay.PartProgress.State;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReplayBookTest {
  private static final String TOPIC = "school.public.answers";
  private static final Instant AT = Instant.ofEpochMilli(1_700_000_000_000L);

  private final ReplayBook book = new ReplayBook();

  @Test
  void ordersAndProgressComeBackAsTheyWereWritten() {
    // Given
    ReplayOrder order =
        order("d1", Optional.of(new ReplayOrder.Letters(9, LetterFilter.parse("code=x"))))
            .cancelled(AT);
    PartProgress progress =
        new PartProgress("d1", 1, State.FAILED, 15, 1, 2, 3, Optional.of("why"), AT);

    // When
    give(order);
    give(progress);

    // Then
    assertThat(book.order("d1")).contains(order);
    assertThat(book.progress("d1", 1)).contains(progress);
  }

  @Test
  void aReplayCountsAPartitionOnlyUpToWhereItStands() {
    // Given
    Map<Integer, Long> positions = Map.of(0, 50L, 1, 60L, 2, 70L);
    give(order("r1", Optional.empty()));

    // Then
    assertThat(book.reopened(TOPIC, positions)).isEqualTo(Map.of(0, 5L, 1, 10L, 2, 70L));

    // When
    give(progress("r1", 0, State.RUNNING, 17));
    give(progress("r1", 1, State.DONE, 20));

    // Then
    assertThat(book.reopened(TOPIC, positions)).isEqualTo(Map.of(0, 17L, 1, 60L, 2, 70L));
    assertThat(book.reopened("another.public.topic", positions)).isEqualTo(positions);
  }

  @Test
  void whatIsCalledOffAndWhatRedrivesReopenNothing() {
    // Given
    Map<Integer, Long> positions = Map.of(0, 50L, 1, 60L);
    give(order("r1", Optional.empty()).cancelled(AT));
    give(order("d1", Optional.of(new ReplayOrder.Letters(9, LetterFilter.ALL))));

    // Then
    assertThat(book.reopened(TOPIC, positions)).isEqualTo(positions);
  }

  @Test
  void everyStreamIsRememberedSoThatNoneHidesAnother() {
    // When
    for (String stream : List.of("p/streams/a", "p/streams/b", "p/streams/a")) {
      book.accept(ReplayBook.key("r1", 0, stream).getBytes(UTF_8), stream.getBytes(UTF_8));
    }

    // Then
    assertThat(book.streams("r1", 0)).containsExactly("p/streams/a", "p/streams/b");
    assertThat(book.streams("r1", 1)).isEmpty();
  }

  @Test
  void streamsOfAnOrderStayUntilItWasDoneOrCalledOffSinceOneThatFailedEndedNone() {
    // Given
    give(order("r1", Optional.empty()));
    give(order("r2", Optional.empty()));
    for (String id : List.of("r1", "r2")) {
      String stream = "p/streams/" + id;
      book.accept(ReplayBook.key(id, 0, stream).getBytes(UTF_8), stream.getBytes(UTF_8));
    }

    // When
    give(progress("r1", 0, State.FAILED, 7));

    // Then
    assertThat(book.unended(TOPIC, 0)).containsExactly("p/streams/r1", "p/streams/r2");
    assertThat(book.unended(TOPIC, 1)).isEmpty();
    assertThat(book.unended("another.public.topic", 0)).isEmpty();

    // When
    give(progress("r1", 0, State.CANCELLED, 7));
    give(progress("r2", 0, State.DONE, 20));

    // Then
    assertThat(book.unended(TOPIC, 0)).isEmpty();
  }

  @Test
  void ordersAreOpenUntilEachPartitionIsOver() {
    // Given
    ReplayOrder order = order("r1", Optional.empty());
    give(order);
    give(order("r2", Optional.empty()));

    // When
    give(progress("r1", 0, State.DONE, 20));

    // Then
    assertThat(book.open(TOPIC, 0)).extracting(ReplayOrder::id).containsExactly("r2");
    assertThat(book.open(TOPIC, 1)).extracting(ReplayOrder::id).containsExactly("r1", "r2");
    assertThat(book.open(TOPIC, 7)).isEmpty();
    assertThat(book.isOpen(order)).isTrue();
  }

  @Test
  void aLetterIsRedrivenOnceTheOrderHasReachedItsRecordOrIsAboutTo() {
    // Given
    give(order("d1", Optional.of(new ReplayOrder.Letters(9, LetterFilter.parse("code=unfit")))));

    // Then
    assertThat(book.redrives(letter(3, 10, "unfit"))).isPresent();
    assertThat(book.redrives(letter(9, 10, "unfit"))).isEmpty();
    assertThat(book.redrives(letter(3, 10, "other"))).isEmpty();
    assertThat(book.redrives(letter(3, 4, "unfit"))).isEmpty();

    // When
    give(progress("d1", 0, State.CANCELLED, 11));

    // Then
    assertThat(book.redrives(letter(3, 10, "unfit"))).isPresent();
    assertThat(book.redrives(letter(3, 11, "unfit"))).isEmpty();
  }

  @Test
  void whatCannotBeReadIsPassedOver() {
    // When
    book.accept("r1".getBytes(UTF_8), "{}".getBytes(UTF_8));
    book.accept(null, "{}".getBytes(UTF_8));
    book.accept("r1/0".getBytes(UTF_8), "no json".getBytes(UTF_8));

    // Then
    assertThat(book.orders()).isEmpty();
  }

  private static ReplayOrder order(String id, Optional<ReplayOrder.Letters> letters) {
    return new ReplayOrder(
        id,
        TOPIC,
        new TreeMap<>(Map.of(0, new OffsetRange(5, 20), 1, new OffsetRange(10, 20))),
        1000,
        letters,
        new TreeMap<>(Map.of(0, 20L)),
        AT,
        Optional.empty());
  }

  private static PartProgress progress(String id, int partition, State state, long position) {
    return new PartProgress(id, partition, state, position, 0, 0, 0, Optional.empty(), AT);
  }

  private static DeadLetter letter(long letter, long offset, String code) {
    return new DeadLetter(
        letter, TOPIC, 0, offset, AT, "p.d.t", code, Optional.empty(), "r", "m", Optional.empty());
  }

  private void give(ReplayOrder order) {
    book.accept(order.key(), order.toJson());
  }

  private void give(PartProgress progress) {
    book.accept(progress.key(), progress.toJson());
  }
}
