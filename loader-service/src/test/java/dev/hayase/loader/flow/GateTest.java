package dev.hayase.loader.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.loader.batch.BatchLimits;
import dev.hayase.pipeline.TableSettings.Priority;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GateTest {
  private static final long MOST = 4 << 20;

  private final List<String> woken = new ArrayList<>();
  private long now;
  private final Gate gate = new Gate(new FlightWindow(MOST), () -> Instant.ofEpochMilli(now));

  @Test
  void whatFitsGoesAtOnceAndTheRestIsWokenAsAnswersCome() {
    // Given
    TableFlow table = table(Priority.NORMAL);
    Ticket first = table.ask(gate.windowBytes(), () -> woken.add("first"));
    table.sent(first);
    Ticket second = table.ask(100, () -> woken.add("second"));
    boolean atOnce = second.isGranted();

    // When
    table.handBack(first, true);

    // Then
    assertThat(first.isGranted()).isTrue();
    assertThat(atOnce).isFalse();
    assertThat(second.isGranted()).isTrue();
    assertThat(woken).containsExactly("second");
  }

  @Test
  void aRequestLargerThanTheWindowGoesAlone() {
    assertThat(table(Priority.LOW).ask(10 * gate.windowBytes(), () -> {}).isGranted()).isTrue();
  }

  @Test
  void aTicketThatIsHandedBackUnsentOrTwiceCountsOnce() {
    // Given
    TableFlow table = table(Priority.NORMAL);
    Ticket ticket = table.ask(100, () -> {});

    // When
    table.handBack(ticket, false);
    table.handBack(ticket, false);

    // Then
    assertThat(gate.bytesInFlight()).isZero();
  }

  @Test
  void aTableWhoseAnswersDoNotComeHoldsUpNobodyForLong() {
    // Given
    TableFlow stuck = table(Priority.NORMAL);
    stuck.sent(stuck.ask(gate.windowBytes(), () -> {}));
    TableFlow live = table(Priority.NORMAL);
    Ticket waits = live.ask(100, () -> woken.add("live"));
    boolean before = waits.isGranted();

    // When
    now += 5_001;
    live.look();

    // Then
    assertThat(before).isFalse();
    assertThat(woken).containsExactly("live");
    assertThat(gate.bytesInFlight()).isEqualTo(100);
  }

  @Test
  void whereNobodyIsAnsweredOneRequestASecondGoesBeyondTheWindow() {
    // Given
    TableFlow table = table(Priority.NORMAL);
    List<Ticket> waiting = new ArrayList<>();
    for (int request = 0; request < 8; request++) {
      Ticket ticket = table.ask(gate.windowBytes() / 2, () -> woken.add("later"));
      if (ticket.isGranted()) {
        table.sent(ticket);
      }
      waiting.add(ticket);
    }

    // When
    now += 5_001;
    table.look();
    table.look();
    now += 999;
    table.look();
    now += 1;
    table.look();

    // Then
    assertThat(waiting.stream().filter(Ticket::isGranted).count()).isEqualTo(4);
    assertThat(woken).hasSize(2);
  }

  @Test
  void whenTheQuotaIsUsedUpAllTablesWaitAndOneTriesForThemAll() {
    // Given
    TableFlow one = table(Priority.NORMAL);
    TableFlow other = table(Priority.HIGH);
    Ticket refused = sent(one);
    Ticket alsoRefused = sent(other);
    long window = gate.windowBytes();

    // When
    one.refuse(refused, true);
    other.refuse(alsoRefused, true);
    Ticket first = other.ask(1_000, () -> woken.add("first"));
    Ticket second = one.ask(1_000, () -> woken.add("second"));
    now += 999;
    one.look();
    boolean early = first.isGranted() || second.isGranted();
    now += 1;
    one.look();

    // Then
    assertThat(early).isFalse();
    assertThat(woken).containsExactly("first");
    assertThat(gate.isBraked()).isTrue();
    assertThat(gate.windowBytes()).isEqualTo(window / 2);

    // When
    other.sent(first);
    other.refuse(first, false);
    now += 1_999;
    one.look();
    boolean again = second.isGranted();
    now += 1;
    one.look();

    // Then: what another table was refused held it up twice as long
    assertThat(again).isFalse();
    assertThat(woken).containsExactly("first", "second");

    // When
    one.sent(second);
    one.handBack(second, true);

    // Then
    assertThat(gate.isBraked()).isFalse();
    assertThat(sent(one).isGranted()).isTrue();
    assertThat(sent(other).isGranted()).isTrue();
  }

  @Test
  void whoTriesWhetherTheQuotaIsFilledAgainAndIsNotAnsweredLeavesItToTheNext() {
    // Given
    TableFlow table = table(Priority.NORMAL);
    table.refuse(sent(table), true);
    now += 1_000;

    // When
    Ticket gone = table.ask(1_000, () -> {});
    table.handBack(gone, false);
    Ticket silent = sent(table);
    Ticket next = table.ask(1_000, () -> woken.add("next"));
    boolean atOnce = next.isGranted();
    now += 5_001;
    table.look();

    // Then
    assertThat(gone.isGranted()).isTrue();
    assertThat(silent.isGranted()).isTrue();
    assertThat(atOnce).isFalse();
    assertThat(woken).containsExactly("next");
  }

  @Test
  void aConnectionThatBigQueryDoesNotTakeHoldsUpNoOther() {
    // Given
    TableFlow table = table(Priority.NORMAL);

    // When
    table.refuse(sent(table), false);

    // Then
    assertThat(gate.isBraked()).isFalse();
    assertThat(table.ask(1_000, () -> {}).isGranted()).isTrue();
  }

  private static Ticket sent(TableFlow table) {
    Ticket ticket = table.ask(1_000, () -> {});
    table.sent(ticket);
    return ticket;
  }

  @Test
  void aRequestOfHighPriorityNeedNotWaitForAnAnswerToOthers() {
    // Given
    table(Priority.NORMAL).ask(gate.windowBytes(), () -> {});

    // When
    Ticket normal = table(Priority.NORMAL).ask(1_000, () -> {});
    Ticket high = table(Priority.HIGH).ask(1_000, () -> {});

    // Then
    assertThat(normal.isGranted()).isFalse();
    assertThat(high.isGranted()).isTrue();
  }

  @Test
  void atThreeTimesWhatBigQueryTakesHighTablesAreFreshAndNobodyStarves() {
    // Given
    Overload overload = new Overload(5_000_000, 20);

    // When
    overload.run(60_000);

    // Then
    assertThat(overload.highP99Millis()).isLessThan(1_000);
    assertThat(overload.used()).isGreaterThan(0.9);
    assertThat(overload.leastOfNormal()).isGreaterThan(overload.mostOfNormal() / 2);
    assertThat(overload.leastOfNormal()).isPositive();
  }

  private TableFlow table(Priority priority) {
    return new TableFlow(
        Knobs.usual(new BatchLimits(5_000, MOST, 200), priority),
        gate,
        () -> Instant.ofEpochMilli(now));
  }

  /// Four tables of high priority that offer two fifths of what a sink takes, and twenty of normal
  /// priority that always have more.
  private final class Overload {
    private static final int HIGH = 4;
    private static final int NORMAL = 20;

    private final double bytesPerMilli;
    private final long wayMillis;
    private final List<Table> tables = new ArrayList<>();
    private final PriorityQueue<Sent> flying =
        new PriorityQueue<>((a, b) -> Double.compare(a.answerMillis(), b.answerMillis()));
    private final List<Long> highWaits = new ArrayList<>();
    private double free;
    private long answeredBytes;

    private record Sent(Table table, Ticket ticket, long madeMillis, double answerMillis) {}

    private final class Table {
      private final TableFlow flow;
      private final boolean live;
      private final Deque<long[]> queue = new ArrayDeque<>();
      private @Nullable Ticket asked;
      private long loaded;

      private Table(Priority priority) {
        this.flow = table(priority);
        this.live = priority == Priority.HIGH;
      }

      private void go() {
        while (!queue.isEmpty()) {
          long[] request = queue.getFirst();
          Ticket ticket = asked == null ? flow.ask(request[0], () -> {}) : asked;
          asked = ticket;
          if (!ticket.isGranted()) {
            return;
          }
          flow.sent(ticket);
          queue.removeFirst();
          free = Math.max(free, (double) now) + request[0] / bytesPerMilli;
          flying.add(new Sent(this, ticket, request[1], free + wayMillis));
          asked = null;
        }
      }
    }

    private Overload(long bytesPerSecond, long wayMillis) {
      this.bytesPerMilli = bytesPerSecond / 1_000.0;
      this.wayMillis = wayMillis;
      for (int t = 0; t < HIGH + NORMAL; t++) {
        tables.add(new Table(t < HIGH ? Priority.HIGH : Priority.NORMAL));
      }
    }

    private void run(long millis) {
      for (; now < millis; now++) {
        for (Table table : tables) {
          if (table.live && now % 100 == 0) {
            table.queue.addLast(new long[] {(long) (0.4 * bytesPerMilli * 100 / HIGH), now});
          } else if (!table.live && table.queue.size() < 8) {
            table.queue.addLast(new long[] {table.flow.batch().bytes(), now});
          }
          table.go();
        }
        answer();
      }
    }

    private void answer() {
      Sent first;
      while ((first = flying.peek()) != null && first.answerMillis() <= now) {
        flying.remove();
        first.table().flow.handBack(first.ticket(), true);
        answeredBytes += first.ticket().bytes();
        first.table().loaded += first.ticket().bytes();
        if (first.table().live && now > 10_000) {
          highWaits.add(now - first.madeMillis());
        }
      }
    }

    private long highP99Millis() {
      long[] sorted = highWaits.stream().mapToLong(Long::longValue).sorted().toArray();
      return Arrays.stream(sorted).skip(sorted.length * 99L / 100).findFirst().orElseThrow();
    }

    private double used() {
      return answeredBytes / (now * bytesPerMilli);
    }

    private long leastOfNormal() {
      return tables.stream().filter(t -> !t.live).mapToLong(t -> t.loaded).min().orElseThrow();
    }

    private long mostOfNormal() {
      return tables.stream().filter(t -> !t.live).mapToLong(t -> t.loaded).max().orElseThrow();
    }
  }
}
