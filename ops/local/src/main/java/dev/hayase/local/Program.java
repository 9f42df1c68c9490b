package dev.hayase.local;

import java.nio.file.Path;

/// A program of ours that runs in a JVM of its own.
enum Program {
  CDC_SERVICE(Path.of("cdc-service"), "dev.hayase.cdc.CdcApplication"),
  LOADER_SERVICE(Path.of("loader-service"), "dev.hayase.loader.LoaderApplication"),
  BIGQUERY_EMULATOR(Path.of("ops", "bigquery-emulator"), "dev.hayase.emulator.EmulatorMain");

  private final Path module;
  private final String mainClass;

  Program(Path module, String mainClass) {
    this.module = module;
    this.mainClass = mainClass;
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
}
