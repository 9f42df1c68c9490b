package dev.hayase.pipeline;

import java.net.URI;
import java.util.Optional;

/// Where the tables are.
///
/// @param location of the dataset if it has to be created; empty leaves it to BigQuery
/// @param endpoint an emulator instead of BigQuery: plaintext and without credentials; empty means
///   BigQuery with Application Default Credentials
public record BigQueryTarget(
    String project, String dataset, Optional<String> location, Optional<Endpoint> endpoint) {
  /// The two addresses of an emulator.
  ///
  /// @param rest as `http://localhost:9050`
  /// @param grpc as `localhost:9060`
  public record Endpoint(URI rest, String grpc) {}
}
