package dev.hayase.local;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What flows on the local platform: every table of one database into one dataset, and streams of
/// events beside them.
///
/// @param source the source's name, which is also the database's and the dataset's
/// @param historyTables tables of the schema `public` that are kept with every change
/// @param streams name to settings in YAML, as `{event-id: id}`; everybody may send to them
/// @param aggregations what stands under `aggregations`, in YAML; empty without any
public record LocalPipeline(
    String source, List<String> historyTables, Map<String, String> streams, String aggregations) {
  /// The environment variable that holds the database's password.
  private static final String PASSWORD_VARIABLE = "HAYASE_LOCAL_PASSWORD";

  /// BigQuery's project on the local platform.
  public static final String PROJECT = "hayase-local";

  public LocalPipeline {
    historyTables = List.copyOf(historyTables);
    streams = Collections.unmodifiableMap(new TreeMap<>(streams));
  }

  /// Without streams and aggregations.
  public LocalPipeline(String source, List<String> historyTables) {
    this(source, historyTables, Map.of(), "");
  }

  /// Without aggregations.
  public LocalPipeline(String source, List<String> historyTables, Map<String, String> streams) {
    this(source, historyTables, streams, "");
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
    if (!streams.isEmpty()) {
      yaml.append("log: {open: true}\nstreams:\n");
      streams.forEach((name, settings) -> yaml.append("  \"%s\": %s\n".formatted(name, settings)));
    }
    if (!aggregations.isBlank()) {
      yaml.append("aggregations:\n").append(aggregations.indent(2));
    }
    return yaml.toString();
  }

  /// What the pipeline file refers to: variable to value. It protects nothing: the database listens
  /// on this machine only.
  public static Map<String, String> variables() {
    return Map.of(PASSWORD_VARIABLE, LocalPostgres.PASSWORD);
  }
}
