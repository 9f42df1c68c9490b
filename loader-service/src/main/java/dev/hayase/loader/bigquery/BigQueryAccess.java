package dev.hayase.loader.bigquery;

import com.google.api.client.http.HttpRequestInitializer;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.grpc.ChannelPoolSettings;
import com.google.api.gax.grpc.InstantiatingGrpcChannelProvider;
import com.google.api.services.bigquery.Bigquery;
import com.google.api.services.bigquery.BigqueryScopes;
import com.google.auth.http.HttpCredentialsAdapter;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteClient;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteSettings;
import dev.hayase.loader.outcome.Outcome;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// Google's two clients: REST for descriptions and queries, gRPC for rows. Made when first needed,
/// so that missing credentials are a failure like others, retried until they are there.
public final class BigQueryAccess implements AutoCloseable {
  private static final int CONNECT_MILLIS = 10_000;
  private static final int READ_MILLIS = 60_000;

  /// BigQuery takes 300 of a user at once. A start with a thousand tables would make a thousand.
  private static final int CALLS_AT_ONCE = 32;

  private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);

  /// Each open stream occupies its channel; Google's servers take a hundred per channel.
  private static final ChannelPoolSettings CHANNELS =
      ChannelPoolSettings.builder()
          .setInitialChannelCount(2)
          .setMinChannelCount(2)
          .setMaxChannelCount(40)
          .setMaxRpcsPerChannel(80)
          .build();

  private final Settings settings;
  private final Semaphore turns = new Semaphore(CALLS_AT_ONCE, true);
  private @Nullable Bigquery rest;
  private @Nullable BigQueryWriteClient write;

  /// Where BigQuery is.
  ///
  /// @param location of new datasets and of queries; empty leaves it to BigQuery
  /// @param endpoint of an emulator: plaintext, no credentials; empty means BigQuery with
  ///   Application Default Credentials
  public record Settings(String project, Optional<String> location, Optional<Endpoint> endpoint) {}

  /// An emulator's addresses.
  public record Endpoint(URI rest, String grpc) {}

  public BigQueryAccess(Settings settings) {
    this.settings = settings;
  }

  Settings settings() {
    return settings;
  }

  /// Makes a call when it is its turn: some at once, the others in the order in which they came.
  <T> Outcome<T> inTurn(Callable<T> call) {
    return Calls.of(() -> {
      turns.acquire();
      try {
        return call.call();
      } finally {
        turns.release();
      }
    });
  }

  synchronized Bigquery rest() throws IOException {
    if (rest == null) {
      Bigquery.Builder builder =
          new Bigquery.Builder(
                  new NetHttpTransport(), GsonFactory.getDefaultInstance(), initializer())
              .setApplicationName("hayase-loader");
      settings.endpoint().ifPresent(e -> builder.setRootUrl(withSlash(e.rest().toString())));
      rest = builder.build();
    }
    return rest;
  }

  private static String withSlash(String url) {
    return url.endsWith("/") ? url : url + "/";
  }

  private HttpRequestInitializer initializer() throws IOException {
    HttpRequestInitializer credentials =
        settings.endpoint().isPresent()
            ? _ -> {}
            : new HttpCredentialsAdapter(
                GoogleCredentials.getApplicationDefault()
                    .createScoped(List.of(BigqueryScopes.BIGQUERY)));
    return request -> {
      credentials.initialize(request);
      request.setConnectTimeout(CONNECT_MILLIS);
      request.setReadTimeout(READ_MILLIS);
    };
  }

  synchronized BigQueryWriteClient write() throws IOException {
    if (write == null) {
      BigQueryWriteSettings.Builder builder = BigQueryWriteSettings.newBuilder();
      InstantiatingGrpcChannelProvider.Builder channels =
          BigQueryWriteSettings.defaultGrpcTransportProviderBuilder()
              .setKeepAliveTimeDuration(KEEP_ALIVE)
              .setKeepAliveTimeoutDuration(KEEP_ALIVE)
              .setKeepAliveWithoutCalls(true)
              .setChannelPoolSettings(CHANNELS);
      if (settings.endpoint().isPresent()) {
        builder.setCredentialsProvider(NoCredentialsProvider.create());
        channels
            .setEndpoint(settings.endpoint().get().grpc())
            .setChannelConfigurator(channel -> channel.usePlaintext());
      }
      builder.setTransportChannelProvider(channels.build());
      write = BigQueryWriteClient.create(builder.build());
    }
    return write;
  }

  @Override
  public synchronized void close() {
    if (write != null) {
      write.close();
    }
  }
}
