package dev.hayase.local;

import dev.hayase.local.process.JavaCommand.Collector;
import java.nio.file.Path;

/// A program of ours that runs in a JVM of its own.
enum Program {
  CDC_SERVICE(Path.of("cdc-service"), "dev.hayase.cdc.CdcApplication", Collector.SERIAL),
  CDC_PREFLIGHT(Path.of("cdc-service"), "dev.hayase.cdc.PreflightMain", Collector.SERIAL),
  LOADER_SERVICE(
      Path.of("loader-service"), "dev.hayase.loader.LoaderApplication", Collector.PARALLEL),
  LOG_SERVICE(Path.of("log-service"), "dev.hayase.log.LogApplication", Collector.PARALLEL),
  AGGREGATION_SERVICE(
      Path.of("aggregation-service"),
      "dev.hayase.aggregation.AggregationApplication",
      Collector.PARALLEL),
  BIGQUERY_EMULATOR(
      Path.of("ops", "bigquery-emulator"), "dev.hayase.emulator.EmulatorMain", Collector.SERIAL);

  private final Path module;
  private final String mainClass;
  private final Collector collector;

  Program(Path module, String mainClass, Collector collector) {
    this.module = module;
    this.mainClass = mainClass;
    this.collector = collector;
  }

  String label() {
    return module.getFileName().toString();
  }

  /// Its jar, beside which a folder `lib` holds what it needs.
  Path jar() {
    return module.resolve("target").resolve(label() + ".jar");
  }

  String mainClass() {
    return mainClass;
  }

  /// The same as in the Dockerfile.
  Collector collector() {
    return collector;
  }
}
