package dev.hayase.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hayase.cli.CommandRun;
import dev.hayase.cli.replay.Moment;
import dev.hayase.cli.topics.LetterTopics;
import dev.hayase.cli.topics.ReplayTopic;
import dev.hayase.cli.topics.TopicOffsets;
import dev.hayase.event.letter.LetterFilter;
import dev.hayase.event.replay.OffsetRange;
import dev.hayase.event.replay.ReplayBook;
import dev.hayase.event.replay.ReplayOrder;
import dev.hayase.event.wire.Headers;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Orders to load again that go slowly, are called off, or whose command or loader is killed.
@ExtendWith(OnePlatform.class)
class LoadingAgainEndToEndTest {
  private static final String TOPIC = "school.public.retold";

  /// Some polls in each partition.
  private static final int ROWS = 4_000;

  private static final int LETTERS = 5;

  @TempDir Path folder;
  private Shell shell;
  private SortedMap<Integer, OffsetRange> everything = new TreeMap<>();

  /// A table whose rows of an even number are lost, and letters of what cannot be loaded.
  @BeforeEach
  void aTableThatLostRows(WholePlatform whole) throws Exception {
    shell = Shell.of(whole, folder);
    whole.execute(
        "INSERT INTO retold SELECT n, '2026-01-01', 'x' FROM generate_series(1, %d) n ON CONFLICT DO NOTHING"
            .formatted(ROWS),
        "INSERT INTO retold SELECT n, 'infinity', '' FROM generate_series(-%d, -1) n ON CONFLICT DO NOTHING"
            .formatted(LETTERS));
    await()
        .atMost(WholePlatform.PATIENCE)
        .ignoreExceptions()
        .until(() -> letters(whole) == LETTERS && rows(whole).size() == ROWS && isDrained(whole));
    whole.lose("retold", "MOD(id, 2) = 0");
    assertThat(rows(whole)).hasSize(ROWS / 2);
  }

  @Test
  void aSlowReplayIsCalledOffAndTheNextOneWritesOnlyWhatItHadLeft(WholePlatform whole)
      throws Exception {
    // Given
    CommandRun mistyped = shell.run("replay retold --from earliest --rate quickly");
    assertThat(mistyped.err()).contains("'quickly' is no rate");
    String order = shell.ordered("replay retold --from earliest --rate 200kB/s");
    CommandRun running =
        await()
            .atMost(WholePlatform.PATIENCE)
            .until(
                () -> shell.run("replay status " + order), run -> run.out().contains(": running"));
    assertThat(running.status()).isEqualTo(3);
    assertThat(running.out()).contains("at most 200.0 kB/s: running");
    await().atMost(WholePlatform.PATIENCE).until(() -> rows(whole).size() > ROWS / 2);

    // When
    CommandRun cancelled = shell.succeeded("replay cancel " + order);

    // Then
    assertThat(cancelled.out()).contains(order + " is called off");
    CommandRun status =
        await()
            .atMost(WholePlatform.PATIENCE)
            .until(() -> shell.run("replay status " + order), run -> run.status() == 1);
    assertThat(status.out()).contains(": cancelled, ").doesNotContain("100%");
    assertThat(shell.succeeded("replay cancel " + order).out())
        .contains("is over; there is nothing to call off");
    assertThat(rows(whole)).doesNotHaveDuplicates().hasSizeLessThan(ROWS);

    // When
    shell.awaitDone(shell.ordered("replay retold --from earliest"));

    // Then
    assertThat(rows(whole)).isEqualTo(allRows());
  }

  @Test
  void killedCommandsHaveGivenWholeOrdersOrNoneAndAKilledLoaderIsFollowedByOneThatCarriesOn(
      WholePlatform whole) throws Exception {
    // Given
    whole.platform().loader().stop();
    int left = rows(whole).size();

    // When
    ReplayOrder redrive = killed(whole, "dead-letters redrive --topic retold", TOPIC);
    ReplayOrder replay =
        killed(whole, "replay retold --from earliest --rate 400kB/s", "Replay of " + TOPIC);

    // Then
    assertThat(redrive.letters()).isPresent();
    assertWhole(replay);
    assertThat(shell.succeeded("dead-letters redrive --topic retold").out())
        .contains("there is nothing to redrive");

    // When
    whole.platform().resume(whole.platform().loader());
    shell.awaitDone(redrive.id());
    await().atMost(WholePlatform.PATIENCE).until(() -> rows(whole).size() > left);
    whole.platform().loader().kill();

    // Then: the letters' cause is not fixed, so that each is parked again, once
    assertThat(rows(whole)).hasSizeLessThan(ROWS);
    shell.awaitDone(replay.id());
    assertThat(rows(whole)).isEqualTo(allRows());
    assertThat(letters(whole)).isEqualTo(LETTERS);
    assertThat(redriven(whole)).isEqualTo(LETTERS);
  }

  /// A command is killed as soon as it says what it is going to do, and, unless it has given its
  /// order by then, another time as soon as the order stands.
  private ReplayOrder killed(WholePlatform whole, String command, String says) throws Exception {
    List<ReplayOrder> before = orders(whole);
    shell.killedAt(says, command);
    if (since(before, whole).isEmpty()) {
      shell.killedWhen(() -> !since(before, whole).isEmpty(), command);
    }
    List<ReplayOrder> given = since(before, whole);
    assertThat(given).hasSize(1);
    return given.getFirst();
  }

  private void assertWhole(ReplayOrder order) {
    assertThat(order.topic()).isEqualTo(TOPIC);
    assertThat(order.ranges()).isEqualTo(everything);
    assertThat(order.bytesPerSecond()).isEqualTo(400_000);
    SortedMap<Integer, Long> ends = new TreeMap<>();
    everything.forEach((partition, range) -> ends.put(partition, range.to()));
    assertThat(order.before()).isEqualTo(ends);
  }

  private static List<ReplayOrder> orders(WholePlatform whole) {
    return List.copyOf(book(whole).orders());
  }

  private static ReplayBook book(WholePlatform whole) {
    return new ReplayTopic(whole.pipeline().kafka()).read();
  }

  private static List<ReplayOrder> since(List<ReplayOrder> before, WholePlatform whole) {
    List<String> known = before.stream().map(ReplayOrder::id).toList();
    return orders(whole).stream().filter(order -> !known.contains(order.id())).toList();
  }

  private static List<String> rows(WholePlatform whole) throws InterruptedException {
    return whole.query("SELECT id FROM school.retold WHERE id > 0 ORDER BY id");
  }

  private static List<String> allRows() {
    return IntStream.rangeClosed(1, ROWS).mapToObj(Integer::toString).toList();
  }

  /// Records that stand in the dead letters, each counted once.
  private static int letters(WholePlatform whole) {
    LetterTopics topics = new LetterTopics(whole.pipeline().kafka());
    return topics.read(TOPIC).open(LetterFilter.parse(""), book(whole)).size();
  }

  /// Letters of records that were redriven and parked again.
  private static int redriven(WholePlatform whole) {
    LetterTopics topics = new LetterTopics(whole.pipeline().kafka());
    return (int)
        LongStream.range(0, topics.read(TOPIC).end())
            .mapToObj(offset -> topics.letter(TOPIC, offset))
            .flatMap(Optional::stream)
            .filter(letter -> LetterTopics.text(letter, Headers.DEAD_LETTER_FORMER).isPresent())
            .count();
  }

  /// Takes down what the topic has on the way.
  private boolean isDrained(WholePlatform whole) {
    SortedMap<Integer, OffsetRange> has = new TreeMap<>();
    try (TopicOffsets offsets = new TopicOffsets(whole.pipeline().kafka(), TOPIC)) {
      offsets.committed().forEach((partition, end) -> has.put(partition, new OffsetRange(0, end)));
      SortedMap<Integer, OffsetRange> ranges = new TreeMap<>();
      offsets
          .between(new Moment.Earliest(), Optional.empty())
          .forEach(plan -> ranges.put(plan.partition(), plan.range()));
      everything = ranges;
      return ranges.equals(has);
    }
  }
}
