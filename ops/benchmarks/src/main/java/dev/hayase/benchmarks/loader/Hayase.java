package dev.hayase.benchmarks.loader;

import dev.hayase.benchmarks.workload.Input;
import dev.hayase.event.topic.Topics;
import dev.hayase.local.HayaseHome;
import dev.hayase.local.LocalService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Our loader: the service as it is shipped, with its defaults.
///
/// @param bootstrapServers of Kafka
/// @param rest address of the emulator that describes the tables
/// @param bigquery gRPC address of the server that takes the rows
record Hayase(HayaseHome home, String bootstrapServers, String rest, String bigquery)
    implements Contender {
  @Override
  public String name() {
    return "hayase";
  }

  @Override
  public String group() {
    return Topics.LOADER_GROUP;
  }

  @Override
  public boolean measuresAge() {
    return true;
  }

  @Override
  public Running start(Input input, Path folder) {
    Path pipeline = folder.resolve(input.code() + ".yaml");
    try {
      Files.writeString(folder.resolve("fields.json"), input.fields());
      Files.writeString(pipeline, yaml(input));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + pipeline, e);
    }
    LocalService service =
        LocalService.loader(
            home, pipeline, Map.of("NOBODYS_PASSWORD", "none"), folder.resolve("hayase.log"), HEAP);
    return new Running(service.process(), group());
  }

  private String yaml(Input input) {
    StringBuilder yaml =
        new StringBuilder(
            """
            version: 1
            kafka:
              bootstrap-servers: "%s"
            bigquery:
              project: benchmark
              dataset: d
              endpoint: {rest: "%s", grpc: "%s"}
            """
                .formatted(bootstrapServers, rest, bigquery));
    if (input.changes()) {
      yaml.append(
          """
          sources:
            %s:
              type: postgresql
              host: nowhere
              database: shop
              username: nobody
              password: "${NOBODYS_PASSWORD}"
              tls: {mode: disable}
              tables: ["public.*"]
          """
              .formatted(Input.CHANGES));
    } else {
      yaml.append("topics:\n");
      input
          .topics()
          .forEach(topic ->
              yaml.append(
                  "  %s: {format: json, schema: fields.json, integer-times: microseconds}\n"
                      .formatted(topic)));
    }
    return yaml.toString();
  }
}
