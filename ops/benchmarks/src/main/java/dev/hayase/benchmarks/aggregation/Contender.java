package dev.hayase.benchmarks.aggregation;

import dev.hayase.benchmarks.process.ProcessFigures;
import dev.hayase.event.wire.Json;
import dev.hayase.local.HayaseHome;
import dev.hayase.local.LocalService;
import dev.hayase.local.process.ChildMain;
import dev.hayase.local.process.ChildProcess;
import dev.hayase.local.process.JavaCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import tools.jackson.databind.JsonNode;

/// Who computes revenue by account.
enum Contender {
  /// The aggregation-service as it is shipped, with its default settings.
  DECLARED("hayase", "hayase-agg-revenue", "agg.revenue") {
    @Override
    ChildProcess process(HayaseHome home, String bootstrapServers, Path folder) {
      Path pipeline = folder.resolve("pipeline.yaml");
      write(
          pipeline,
          """
          version: 1
          kafka:
            bootstrap-servers: "%s"
          bigquery:
            project: benchmark
            dataset: d
            endpoint: {rest: "http://localhost:1", grpc: "localhost:1"}
          sources:
            shop:
              type: postgresql
              host: nowhere
              database: shop
              username: nobody
              password: "${NOBODYS_PASSWORD}"
              tls: {mode: disable}
              tables: ["public.*"]
          aggregations:
            revenue:
              from: shop.public.sales
              where: 'state == "paid"'
              group-by: [account]
              measures:
                sales: {count: "*"}
                amount: {sum: amount}
          """
              .formatted(bootstrapServers));
      return LocalService.aggregation(
              home,
              pipeline,
              Map.of("NOBODYS_PASSWORD", "none"),
              folder.resolve("hayase.log"),
              state(folder))
          .process();
    }

    @Override
    Optional<Result> read(JsonNode value) {
      JsonNode after = value.path("after");
      return after.isObject() ? Optional.of(result(after)) : Optional.empty();
    }

    @Override
    int account(JsonNode value) {
      JsonNode after = value.path("after");
      return (after.isObject() ? after : value.path("before")).path("account").asInt();
    }
  },
  /// [HandWritten].
  HAND_WRITTEN("hand_written", HandWritten.APPLICATION, HandWritten.OUTPUT) {
    @Override
    ChildProcess process(HayaseHome home, String bootstrapServers, Path folder) {
      return ChildProcess.start(
          code(),
          JavaCommand.mainClass(
                  HEAP,
                  System.getProperty("java.class.path"),
                  ChildMain.class.getName(),
                  List.of(
                      Long.toString(ProcessHandle.current().pid()),
                      HandWritten.class.getName(),
                      bootstrapServers,
                      state(folder).toString()))
              .with(JavaCommand.Collector.PARALLEL),
          folder.resolve("hand-written.log"));
    }

    @Override
    Optional<Result> read(JsonNode value) {
      return value.path("sales").asLong() == 0 ? Optional.empty() : Optional.of(result(value));
    }

    @Override
    int account(JsonNode value) {
      return value.path("account").asInt();
    }
  };

  private static final String HEAP = "512m";
  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

  private final String code;
  private final String group;
  private final String output;

  Contender(String code, String group, String output) {
    this.code = code;
    this.group = group;
    this.output = output;
  }

  /// Of one account.
  record Result(long sales, BigDecimal amount) {}

  /// A contender at work.
  record Running(ChildProcess process) implements AutoCloseable {
    double cpuSeconds() {
      return new ProcessFigures(process).cpuSeconds();
    }

    long peakBytes() {
      return new ProcessFigures(process).peakBytes();
    }

    @Override
    public void close() {
      process.stop(STOP_LIMIT);
    }
  }

  String code() {
    return code;
  }

  /// By which it consumes; what its internal topics begin with.
  String group() {
    return group;
  }

  /// The topic of its results.
  String output() {
    return output;
  }

  Running start(HayaseHome home, String bootstrapServers, Path folder) {
    return new Running(process(home, bootstrapServers, folder));
  }

  abstract ChildProcess process(HayaseHome home, String bootstrapServers, Path folder);

  /// The account that a record of the output is about.
  int account(ConsumerRecord<byte[], byte[]> record) {
    return account(json(record));
  }

  abstract int account(JsonNode value);

  /// What a record of the output says of it; empty when it has no sales any more.
  Optional<Result> read(ConsumerRecord<byte[], byte[]> record) {
    return read(json(record));
  }

  abstract Optional<Result> read(JsonNode value);

  private static JsonNode json(ConsumerRecord<byte[], byte[]> record) {
    return Json.readForeign(record.value(), "A result", document -> document);
  }

  static Result result(JsonNode row) {
    return new Result(row.path("sales").asLong(), new BigDecimal(row.path("amount").asString()));
  }

  /// Where it keeps its state.
  Path state(Path folder) {
    return folder.resolve(code + "-state").toAbsolutePath();
  }

  static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
