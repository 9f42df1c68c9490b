package dev.hayase.cli.demo;

import dev.hayase.local.LocalPlatform;
import dev.hayase.local.LocalPostgres;
import java.util.ArrayList;
import java.util.List;

/// How to reach each part of a running platform.
final class Addresses {
  private Addresses() {}

  static List<String> lines(LocalPlatform platform, String database, boolean events) {
    LocalPostgres postgres = platform.postgres();
    List<String> lines = new ArrayList<>();
    lines.add(
        "PostgreSQL     PGPASSWORD=%s psql -h %s -p %d -U %s %s"
            .formatted(
                postgres.password(), postgres.host(), postgres.port(), postgres.user(), database));
    lines.add("Kafka          " + platform.broker().bootstrapServers());
    lines.add("BigQuery REST  " + platform.emulator().restEndpoint());
    lines.add("BigQuery gRPC  " + platform.emulator().grpcEndpoint());
    platform
        .captures()
        .forEach(service ->
            lines.add("%-14s %s".formatted(service.name(), service.at("/actuator/health"))));
    lines.add("loader-service " + platform.loader().at("/actuator/health"));
    if (events) {
      lines.add(
          "log-service    curl -d '{\"hello\": 1}' -H 'Content-Type: application/json' "
              + platform.logService().at("/v1/events/page"));
      lines.add("aggregations   " + platform.aggregation().at("/aggregations/membership/17"));
    }
    lines.add("pipeline       " + platform.pipelineFile());
    lines.add("logs           " + platform.logs());
    return lines;
  }
}
