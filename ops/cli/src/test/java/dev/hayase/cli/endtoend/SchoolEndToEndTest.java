package dev.hayase.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hayase.cli.verify.Verdict;
import dev.hayase.local.sample.LiveWorkload;
import dev.hayase.local.sample.TableShape;
import dev.hayase.local.supervisor.Death;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnePlatform.class)
class SchoolEndToEndTest {
  private static final int RATE = 300;

  @Test
  void everyTableEqualsItsSourceThoughBothServicesAreKilled(WholePlatform whole) throws Exception {
    // Given
    try (LiveWorkload workload =
        LiveWorkload.start(whole.connect(), whole.school().transactions(), RATE)) {

      // When
      await().until(() -> workload.changes() > RATE);
      whole.platform().cdc().kill();
      await().until(() -> workload.changes() > 2 * RATE);
      whole.platform().loader().kill();
      await().until(() -> workload.changes() > 4 * RATE);
      workload.stop();

      // Then
      Map<String, Verdict> verdicts = new LinkedHashMap<>();
      for (TableShape table : whole.school().tables()) {
        verdicts.put(table.name(), whole.verify(table.name()));
      }
      assertThat(verdicts).allSatisfy((_, verdict) -> assertThat(verdict.good()).isTrue());
      assertThat(whole.platform().deaths())
          .extracting(Death::name)
          .contains("cdc-service", "loader-service");
    }
    assertThat(eachChangeIsOneRow(whole)).isTrue();
  }

  /// History tables hold each record of the topic once, whatever died.
  private static boolean eachChangeIsOneRow(WholePlatform whole) throws InterruptedException {
    List<String> rows = whole.query("SELECT COUNT(*) FROM school.answers");
    List<String> records =
        whole.query(
            "SELECT COUNT(*) FROM (SELECT DISTINCT _kafka_partition, _kafka_offset FROM school.answers) AS records");
    return rows.equals(records);
  }

  @Test
  void rolledBackRowsNeverArrive(WholePlatform whole) throws Exception {
    // Given
    try (var connection = whole.connect();
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("INSERT INTO idle VALUES (-1)");

      // When
      connection.rollback();
    }

    // Then
    assertThat(whole.verify("idle")).isEqualTo(new Verdict.Equal(0));
  }
}
