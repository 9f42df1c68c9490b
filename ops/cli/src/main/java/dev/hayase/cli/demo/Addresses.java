package dev.hayase.cli.demo;

import dev.hayase.local.LocalPlatform;
import dev.hayase.local.LocalPostgres;
import java.util.List;

/// How to reach each part of a running platform.
final class Addresses {
  private Addresses() {}

  static List<String> lines(LocalPlatform platform, String database) {
    LocalPostgres postgres = platform.postgres();
    return List.of(
        "PostgreSQL     PGPASSWORD=%s psql -h %s -p %d -U %s %s"
            .formatted(
                postgres.password(), postgres.host(), postgres.port(), postgres.user(), database),
        "Kafka          " + platform.broker().bootstrapServers(),
        "BigQuery REST  " + platform.emulator().restEndpoint(),
        "BigQuery gRPC  " + platform.emulator().grpcEndpoint(),
        "cdc-service    " + platform.cdc().at("/actuator/health"),
        "loader-service " + platform.loader().at("/actuator/health"),
        "pipeline       " + platform.pipelineFile(),
        "logs           " + platform.logs());
  }
}
