package dev.hayase.benchmarks.loader;

import dev.hayase.benchmarks.workload.Input;
import java.nio.file.Path;

/// A loader that takes part.
interface Contender {
  /// The heap of each.
  String HEAP = "256m";

  /// Its name in the figures.
  String name();

  /// The consumer group by which it reads.
  String group();

  /// Whether its rows say when their records were made.
  boolean measuresAge();

  /// Starts its process.
  ///
  /// @param folder for its files and its log
  Running start(Input input, Path folder);
}
