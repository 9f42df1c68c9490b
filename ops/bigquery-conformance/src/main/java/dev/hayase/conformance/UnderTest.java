package dev.hayase.conformance;

import com.google.api.gax.core.CredentialsProvider;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.rpc.TransportChannelProvider;
import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQuery.DatasetDeleteOption;
import com.google.cloud.bigquery.BigQueryOptions;
import com.google.cloud.bigquery.DatasetId;
import com.google.cloud.bigquery.DatasetInfo;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteClient;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteSettings;
import dev.hayase.emulator.junit.BigQueryEmulator;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/// What the suite runs against, with a dataset of its own: an emulator in this process, or BigQuery
/// when `HAYASE_TEST_BIGQUERY_PROJECT` names a project and Application Default Credentials may
/// write to it. The dataset is dropped afterwards; if that fails its tables expire within an hour.
///
/// @param emulator absent when it is BigQuery
public record UnderTest(
    String project,
    String dataset,
    BigQuery bigQuery,
    BigQueryWriteClient write,
    TransportChannelProvider channels,
    CredentialsProvider credentials,
    Optional<BigQueryEmulator> emulator)
    implements AutoCloseable {
  static final String PROJECT_VARIABLE = "HAYASE_TEST_BIGQUERY_PROJECT";

  static UnderTest start() throws IOException {
    String project = System.getenv(PROJECT_VARIABLE);
    UnderTest started =
        project == null || project.isBlank()
            ? emulator(BigQueryEmulator.inMemory().open())
            : real(project);
    DatasetInfo.Builder own = DatasetInfo.newBuilder(started.dataset);
    if (started.emulator.isEmpty()) {
      own.setDefaultTableLifetime(Duration.ofHours(1).toMillis());
    }
    started.bigQuery.create(own.build());
    return started;
  }

  private static UnderTest emulator(BigQueryEmulator emulator) {
    return new UnderTest(
        emulator.project(),
        "conformance",
        emulator.bigQuery(),
        emulator.writeClient(),
        emulator.clients().channels(),
        NoCredentialsProvider.create(),
        Optional.of(emulator));
  }

  private static UnderTest real(String project) throws IOException {
    BigQueryWriteSettings settings = BigQueryWriteSettings.newBuilder().build();
    return new UnderTest(
        project,
        "hayase_conformance_" + UUID.randomUUID().toString().replace('-', '_'),
        BigQueryOptions.newBuilder().setProjectId(project).build().getService(),
        BigQueryWriteClient.create(settings),
        settings.getTransportChannelProvider(),
        settings.getCredentialsProvider(),
        Optional.empty());
  }

  @Override
  public void close() {
    bigQuery.delete(DatasetId.of(project, dataset), DatasetDeleteOption.deleteContents());
    if (emulator.isPresent()) {
      emulator.get().close();
    } else {
      write.close();
    }
  }
}
