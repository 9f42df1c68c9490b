package dev.hayase.loader.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.loader.scene.SpokenLog;
import dev.hayase.records.SourcePartition;
import dev.hayase.records.SourceRecord;
import dev.hayase.records.format.Refusal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DeadLetterLogTest {
  private static final Refusal UNFIT = Refusal.unfitValue("is no integer", "v");

  @RegisterExtension final SpokenLog log = new SpokenLog(DeadLetterLog.class);

  private final Deque<Runnable> later = new ArrayDeque<>();
  private final DeadLetterLog letters = new DeadLetterLog(later::add);

  private void parked(long offset, Refusal refusal) {
    letters.parked(
        new SourceRecord(new SourcePartition("t", 0), offset, 0, null, new byte[0], List.of()),
        refusal);
  }

  private void pausePasses() {
    List<Runnable> due = List.copyOf(later);
    later.clear();
    due.forEach(Runnable::run);
  }

  private List<String> told() {
    return log.values("offset", "code", "reason", "records");
  }

  @Test
  void aPoisonedTopicIsToldAtOnceAndThenByTheNumber() {
    // When
    for (int offset = 0; offset < 1_000; offset++) {
      parked(offset, UNFIT);
    }
    parked(1_000, Refusal.malformed("is no JSON"));
    pausePasses();
    parked(1_001, UNFIT);
    pausePasses();

    // Then
    assertThat(told())
        .containsExactly(
            "0 unfit-value is no integer",
            "1000 malformed-record is no JSON",
            "unfit-value 999",
            "unfit-value 1");
  }

  @Test
  void anEpisodeEndsAndTheNextOneIsToldAtOnce() {
    // Given
    parked(0, UNFIT);
    pausePasses();

    // When
    parked(7, UNFIT);

    // Then
    assertThat(told())
        .containsExactly("0 unfit-value is no integer", "7 unfit-value is no integer");
    assertThat(later).hasSize(1);
  }

  @Test
  void whatBigQuerySaysOfARowIsNotLoggedSinceItMayQuoteTheRow() {
    // When
    parked(0, Refusal.refusedRow("Invalid value: secret"));

    // Then
    assertThat(told()).containsExactly("0 row-refused in its header");
  }
}
