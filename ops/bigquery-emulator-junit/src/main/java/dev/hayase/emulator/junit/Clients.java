package dev.hayase.emulator.junit;

import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.grpc.InstantiatingGrpcChannelProvider;
import com.google.cloud.NoCredentials;
import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryOptions;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteClient;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteSettings;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Google's clients of an emulator, and the settings for more of them.
public final class Clients implements AutoCloseable {
  static final String PROJECT = "hayase-local";

  private final Endpoints endpoints;
  private final BigQuery bigQuery;
  private final BigQueryWriteClient write;

  Clients(Endpoints endpoints) throws IOException {
    this.endpoints = endpoints;
    this.bigQuery = bigQueryOptions().getService();
    this.write = BigQueryWriteClient.create(writeSettings());
  }

  /// For a `BigQuery` of one's own.
  public BigQueryOptions bigQueryOptions() {
    return BigQueryOptions.newBuilder()
        .setProjectId(PROJECT)
        .setHost(endpoints.rest())
        .setCredentials(NoCredentials.getInstance())
        .build();
  }

  /// For a `BigQueryWriteClient` of one's own.
  public BigQueryWriteSettings writeSettings() {
    try {
      return BigQueryWriteSettings.newBuilder()
          .setCredentialsProvider(NoCredentialsProvider.create())
          .setTransportChannelProvider(channels())
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// For a `StreamWriter` or `JsonStreamWriter`: `setChannelProvider(...)`, together with
  /// `setCredentialsProvider(NoCredentialsProvider.create())`.
  public InstantiatingGrpcChannelProvider channels() {
    return BigQueryWriteSettings.defaultGrpcTransportProviderBuilder()
        .setEndpoint(endpoints.grpc())
        .setChannelConfigurator(channel -> channel.usePlaintext())
        .build();
  }

  BigQuery bigQuery() {
    return bigQuery;
  }

  BigQueryWriteClient write() {
    return write;
  }

  @Override
  public void close() {
    write.close();
  }
}
