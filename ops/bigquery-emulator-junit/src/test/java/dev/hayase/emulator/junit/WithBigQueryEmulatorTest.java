package dev.hayase.emulator.junit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteClient;
import org.junit.jupiter.api.Test;

@WithBigQueryEmulator(datasets = "d")
class WithBigQueryEmulatorTest {
  @Test
  void aTestTakesWhatItNeeds(
      BigQueryEmulator emulator, BigQuery bigQuery, BigQueryWriteClient writeClient) {
    assertThat(bigQuery.getDataset("d")).isNotNull();
    assertThat(bigQuery).isSameAs(emulator.bigQuery());
    assertThat(writeClient).isSameAs(emulator.writeClient());
  }
}
