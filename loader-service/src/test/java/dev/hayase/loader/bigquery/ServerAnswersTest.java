package dev.hayase.loader.bigquery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.loader.outcome.Failure;
import dev.hayase.loader.outcome.FailureExamples;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every failure, as a server's answer becomes it on its real way: over the wire, through Google's
/// clients and the loader's edge.
class ServerAnswersTest {
  private static final EmulatedBigQuery BIGQUERY = new EmulatedBigQuery();
  private static final AtomicInteger NUMBER = new AtomicInteger();

  @AfterAll
  static void close() {
    BIGQUERY.close();
  }

  @AfterEach
  void heal() {
    BIGQUERY.heal();
  }

  static List<Provocation> rows() {
    return Provocations.all();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void theAnswerIsTheFailure(Provocation row) {
    // Given
    Provoking provoking = new Provoking(BIGQUERY, "d" + NUMBER.incrementAndGet());

    // When
    Failure failure = row.provoke().apply(provoking);

    // Then
    assertThat(failure.code()).as(failure.detail()).isEqualTo(row.code());
  }

  @Test
  void everyFailureIsProvokedButThoseThatKafkaAndTheRegistryTell() {
    Set<String> codes = new HashSet<>();
    FailureExamples.all().forEach(failure -> codes.add(failure.code()));
    codes.remove("superseded");
    codes.remove("schemas-unavailable");
    assertThat(rows().stream().map(Provocation::code)).containsAll(codes);
  }
}
