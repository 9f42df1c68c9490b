package dev.hayase.loader.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.hayase.loader.batch.SourcePartition;
import dev.hayase.loader.batch.SourceRecord;
import dev.hayase.loader.outcome.Refusal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class DeadLetterLogTest {
  private static final Refusal UNFIT = Refusal.unfitValue("is no integer", "v");

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(DeadLetterLog.class);
  private final Deque<Runnable> later = new ArrayDeque<>();
  private final DeadLetterLog letters = new DeadLetterLog(later::add);

  @BeforeEach
  void listen() {
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(log);
  }

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
    return log.list.stream()
        .map(event ->
            event.getKeyValuePairs().stream()
                .filter(pair -> List.of("offset", "code", "reason", "records").contains(pair.key))
                .map(pair -> String.valueOf(pair.value))
                .reduce((a, b) -> a + " " + b)
                .orElse(""))
        .toList();
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
