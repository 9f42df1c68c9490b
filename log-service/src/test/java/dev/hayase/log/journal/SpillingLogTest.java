package dev.hayase.log.journal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hayase.log.event.EventTimes;
import dev.hayase.log.event.Quarantined;
import dev.hayase.log.event.StreamEvent;
import dev.hayase.log.intake.EventLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The journal between two ways, before a Kafka that answers when the test says so.
class SpillingLogTest {
  private static final long SIZE = 1 << 20;
  private static final int LARGEST = 1_000;
  private static final String QUARANTINED = "quarantined ";

  @TempDir private Path folder;
  private final ScriptedKafka kafka = new ScriptedKafka();

  @Test
  void eventsWaitInTheirOrderWhileKafkaIsAwayAndNoNewerOneOvertakesThem() {
    try (SpillingLog log = new SpillingLog(kafka, journal(folder, SIZE), LARGEST)) {
      // Given
      CompletableFuture<String> first = append(log, "1");
      CompletableFuture<String> second = append(log, "2");

      // When: the second is given up, as Kafka's client does with what it has not sent yet, and
      // newer
      // ones come before it is known of the first
      kafka.giveUp("2");
      CompletableFuture<String> third = append(log, "3");
      assertThat(List.of(first, second, third)).noneMatch(CompletableFuture::isDone);
      kafka.giveUp("1");
      await().until(() -> first.isDone() && second.isDone() && third.isDone());
      CompletableFuture<String> fourth = append(log, "4");
      await().until(fourth::isDone);

      // Then: they wait on the disk
      assertThat(List.of(first, second, third, fourth))
          .allSatisfy(event -> assertThat(event).isCompletedWithValue("stored -1"));
      kafka.comeBack();
      await().until(() -> kafka.taken().size() == 4);
      CompletableFuture<String> fifth = append(log, "5");
      await().until(fifth::isDone);
      assertThat(kafka.taken()).containsExactly("1", "2", "3", "4", "5");
    }
  }

  @Test
  void anEventThatKafkaTookIsInNoJournal() {
    try (SpillingLog log = new SpillingLog(kafka, journal(folder, SIZE), LARGEST)) {
      // Given
      CompletableFuture<String> lost = append(log, "lost");
      CompletableFuture<String> taken = append(log, "taken");

      // When
      kafka.giveUp("lost");
      kafka.take("taken");
      await().until(lost::isDone);
      kafka.comeBack();

      // Then
      assertThat(taken).isCompletedWithValue("stored 0");
      await().until(() -> kafka.taken().size() == 2);
      CompletableFuture<String> after = append(log, "after");
      await().until(after::isDone);
      assertThat(kafka.taken()).containsExactly("taken", "lost", "after");
    }
  }

  @Test
  void anEventThatKafkaRefusesForGoodIsNotKept() {
    try (SpillingLog log = new SpillingLog(kafka, journal(folder, SIZE), LARGEST)) {
      // Given
      CompletableFuture<String> event = append(log, "too large");

      // When
      kafka.refuse("too large");

      // Then
      assertThat(event).isCompletedWithValue("failed refused");
      kafka.comeBack();
      assertThat(append(log, "next")).isCompletedWithValue("stored 0");
    }
  }

  @Test
  void aFullJournalRefusesAndWorkGoesOnWhenKafkaIsBack() {
    try (SpillingLog log = new SpillingLog(kafka, journal(folder, 100), LARGEST)) {
      // Given
      CompletableFuture<String> first = append(log, "1");
      kafka.giveUp("1");
      await().until(first::isDone);

      // When
      CompletableFuture<String> second = append(log, "2");

      // Then
      assertThat(second).isCompletedWithValue("failed The journal is full");
      kafka.comeBack();
      await().until(() -> kafka.taken().equals(List.of("1")));
      await().until(() -> append(log, "3").get().equals("stored 0"));
    }
  }

  @Test
  void whatIsLargerThanKafkaEverTakesIsNotAcknowledged() {
    try (SpillingLog log = new SpillingLog(kafka, journal(folder, SIZE), LARGEST)) {
      // Given
      CompletableFuture<String> first = append(log, "1");
      kafka.giveUp("1");
      await().until(first::isDone);

      // When
      CompletableFuture<String> large = append(log, "x".repeat(LARGEST));

      // Then
      assertThat(large).isCompletedWithValue("refused It is larger than Kafka takes");
    }
  }

  @Test
  void anAcknowledgedEventThatItsTopicNeverTakesHoldsNobodyAndIsKept() throws Exception {
    try (SpillingLog log = new SpillingLog(kafka, journal(folder, SIZE), LARGEST)) {
      // Given
      CompletableFuture<String> first = append(log, "1");
      kafka.giveUp("1");
      await().until(first::isDone);
      append(log, "odd").get();
      append(log, "odder").get();
      append(log, "2").get();

      // When
      kafka.neverTake("odd");
      kafka.neverTake("odder");
      kafka.neverQuarantine("odder");
      kafka.comeBack();

      // Then
      await().until(() -> kafka.taken().size() == 3);
      assertThat(kafka.taken()).containsExactlyInAnyOrder("1", "quarantined odd", "2");
      await().until(() -> append(log, "3").get().equals("stored 0"));
      try (var files = Files.list(folder)) {
        List<Path> kept = files.filter(f -> f.toString().endsWith(".refused")).toList();
        assertThat(kept).hasSize(1);
        assertThat(kept.getFirst()).content(ISO_8859_1).contains("odder", "never");
      }
    }
  }

  @Test
  void theNextProcessReplaysWhatTheOneBeforeLeft() {
    // Given
    try (SpillingLog log = new SpillingLog(kafka, journal(folder, SIZE), LARGEST)) {
      CompletableFuture<String> first = append(log, "1");
      kafka.giveUp("1");
      await().until(first::isDone);
    }
    ScriptedKafka next = new ScriptedKafka();
    next.comeBack();

    // When
    try (SpillingLog log = new SpillingLog(next, journal(folder, SIZE), LARGEST)) {
      CompletableFuture<String> second = append(log, "2");

      // Then
      await().until(second::isDone);
      await().until(() -> next.taken().size() == 2);
      assertThat(next.taken()).containsExactly("1", "2");
    }
  }

  private static CompletableFuture<String> append(SpillingLog log, String id) {
    CompletableFuture<String> outcome = new CompletableFuture<>();
    log.append(
        new StreamEvent(
            "s",
            "tests",
            id,
            Optional.empty(),
            EventTimes.of(Optional.empty(), Optional.empty(), Instant.EPOCH),
            null,
            "{}".getBytes(UTF_8)),
        new EventLog.Settled() {
          @Override
          public void stored(int partition, long offset) {
            outcome.complete("stored " + partition);
          }

          @Override
          public void failed(String reason) {
            outcome.complete("failed " + reason);
          }

          @Override
          public void refused(String reason) {
            outcome.complete("refused " + reason);
          }
        });
    return outcome;
  }

  /// Answers nothing until it is told to, then takes everything. After it gave something up, it
  /// gives up at once.
  private static final class ScriptedKafka implements EventLog {
    private record Open(String id, Settled settled) {}

    private final List<Open> open = new ArrayList<>();
    private final List<String> taken = new ArrayList<>();
    private final Set<String> never = new HashSet<>();
    private boolean back;
    private boolean away;

    @Override
    public void append(StreamEvent event, Settled settled) {
      synchronized (this) {
        if (back && never.contains(event.id())) {
          settled.refused("never");
          return;
        }
        if (back) {
          taken.add(event.id());
        } else if (!away) {
          open.add(new Open(event.id(), settled));
          return;
        }
      }
      if (back) {
        settled.stored(0, 0);
      } else {
        settled.away("away");
      }
    }

    @Override
    public synchronized void quarantine(Quarantined event, Settled settled) {
      assertThat(back).isTrue();
      if (never.contains(QUARANTINED + event.id())) {
        settled.refused("never");
      } else {
        taken.add(QUARANTINED + event.id());
        settled.stored(0, 0);
      }
    }

    synchronized void neverTake(String id) {
      never.add(id);
    }

    synchronized void neverQuarantine(String id) {
      never.add(QUARANTINED + id);
    }

    void giveUp(String id) {
      synchronized (this) {
        away = true;
      }
      remove(id).away("given up");
    }

    void take(String id) {
      synchronized (this) {
        taken.add(id);
      }
      remove(id).stored(0, 0);
    }

    void refuse(String id) {
      remove(id).failed("refused");
    }

    private synchronized Settled remove(String id) {
      Open found = open.stream().filter(o -> o.id().equals(id)).findFirst().orElseThrow();
      open.remove(found);
      return found.settled();
    }

    synchronized void comeBack() {
      back = true;
    }

    synchronized List<String> taken() {
      return List.copyOf(taken);
    }

    @Override
    public void close() {}
  }

  /// One for which the watermark waits.
  private static Journal journal(Path folder, long size) {
    Journal journal = new Journal(folder, size);
    journal.hold();
    return journal;
  }
}
