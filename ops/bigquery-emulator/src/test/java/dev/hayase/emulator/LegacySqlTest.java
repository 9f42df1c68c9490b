package dev.hayase.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.TableResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LegacySqlTest {
  private static final String JOIN =
      "SELECT * FROM (SELECT 1 AS a) AS x,\n (SELECT 2 AS b) AS y WHERE a < b";

  @RegisterExtension
  static final RunningEmulator EMULATOR = new RunningEmulator(EmulatorOptions.inMemory());

  private static TableResult query(String sql, boolean legacy) throws InterruptedException {
    return EMULATOR
        .clients()
        .rest
        .query(QueryJobConfiguration.newBuilder(sql).setUseLegacySql(legacy).build());
  }

  @Test
  void aCommaBetweenTablesIsRefusedBecauseItMeansUnionAllThere() {
    // When / Then
    assertThatThrownBy(() -> query(JOIN, true))
        .isInstanceOf(BigQueryException.class)
        .hasMessageContaining("set useLegacySql to false at [2:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"SELECT 1 AS a", "#standardSQL\n" + JOIN})
  void whatReadsTheSameIsAnswered(String sql) throws InterruptedException {
    // When
    TableResult result = query(sql, true);

    // Then
    assertThat(result.getTotalRows()).isEqualTo(1);
  }

  @Test
  void inGoogleSqlItJoins() throws InterruptedException {
    // When
    TableResult result = query(JOIN, false);

    // Then
    assertThat(result.getTotalRows()).isEqualTo(1);
  }
}
