package dev.hayase.local;

import java.util.List;
import java.util.Map;

/// What flows on the local platform: every table of one database into one dataset.
///
/// @param source the source's name, which is also the database's and the dataset's
/// @param historyTables tables of the schema `public` that are kept with every change
public record LocalPipeline(String source, List<String> historyTables) {
  /// The environment variable that holds the database's password.
  private static final String PASSWORD_VARIABLE = "HAYASE_LOCAL_PASSWORD";

  /// BigQuery's project on the local platform.
  public static final String PROJECT = "hayase-local";

  public LocalPipeline {
    historyTables = List.copyOf(historyTables);
  }

  /// The pipeline file for these addresses.
  String yaml(String bootstrapServers, LocalPostgres postgres, LocalEmulator emulator) {
    StringBuilder yaml =
        new StringBuilder(
            """
            version: 1
            kafka:
              bootstrap-servers: "%s"
            bigquery:
              project: %s
              dataset: %s
              endpoint: {rest: "%s", grpc: "%s"}
            sources:
              %s:
                type: postgresql
                host: %s
                port: %d
                database: %s
                username: %s
                password: "${%s}"
                tls: {mode: disable}
                tables: ["public.*"]
            """
                .formatted(
                    bootstrapServers,
                    PROJECT,
                    source,
                    emulator.restEndpoint(),
                    emulator.grpcEndpoint(),
                    source,
                    postgres.host(),
                    postgres.port(),
                    source,
                    postgres.user(),
                    PASSWORD_VARIABLE));
    if (!historyTables.isEmpty()) {
      yaml.append("tables:\n");
      historyTables.forEach(
          table -> yaml.append("  %s.public.%s: {mode: history}\n".formatted(source, table)));
    }
    return yaml.toString();
  }

  /// What the pipeline file refers to: variable to value. It protects nothing: the database listens
  /// on this machine only.
  public static Map<String, String> variables() {
    return Map.of(PASSWORD_VARIABLE, LocalPostgres.PASSWORD);
  }
}
