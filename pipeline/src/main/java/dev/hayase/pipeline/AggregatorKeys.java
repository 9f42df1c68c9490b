package dev.hayase.pipeline;

import dev.hayase.pipeline.yaml.Key;
import dev.hayase.pipeline.yaml.Kind;
import dev.hayase.pipeline.yaml.Section;
import java.nio.file.Path;
import java.util.List;

/// The keys under `aggregation`.
final class AggregatorKeys {
  private static final AggregatorSettings USUAL = AggregatorSettings.DEFAULT;

  private static final Key<Path> STATE_FOLDER =
      Key.optional(
          "state-dir",
          Kind.text("a folder's path", Path::of),
          USUAL.stateFolder(),
          USUAL.stateFolder().toString(),
          "A folder on a disk of the machine, for the state of the aggregations. What is lost there is restored from Kafka."
              + " Each aggregation-service needs one of its own.");
  private static final Key<Integer> STANDBYS =
      Key.optional(
          "standbys",
          Kind.integer("a number of copies", 0, 4),
          USUAL.standbys(),
          "0",
          "How many other aggregation-services keep a copy of each state, so that one of them takes over in seconds.");
  private static final Key<Integer> THREADS =
      Key.optional(
          "threads",
          Kind.integer("a number of threads", 1, 64),
          USUAL.threads(),
          "1",
          "How many threads an aggregation-service computes each aggregation with.");
  private static final Key<ByteSize> MEMORY =
      Key.optional(
          "memory",
          Kind.text("a size", ByteSize::parse),
          USUAL.memory(),
          USUAL.memory().toString(),
          "How much state an aggregation-service holds in memory, over all aggregations; the rest is read from disk.");

  private static final Key<Path> KEYS =
      Key.required(
          "keys",
          Kind.readableFile(),
          "The file of API keys, which `./hayase keys` writes and the aggregation-service reads again when it changes. A key"
              + " looks up the aggregations that it names.");
  private static final Key<Path> LOOKUP =
      Key.optional(
          "lookup",
          Section.of(List.of(KEYS), values -> values.get(KEYS)),
          "Who may look up results over HTTP. Without it everybody who reaches the port may.");

  static final Section<AggregatorSettings> SECTION =
      Section.of(
          List.of(STATE_FOLDER, STANDBYS, THREADS, MEMORY, LOOKUP),
          values ->
              new AggregatorSettings(
                  values.get(STATE_FOLDER),
                  values.get(STANDBYS),
                  values.get(THREADS),
                  values.get(MEMORY),
                  values.find(LOOKUP)));

  private AggregatorKeys() {}
}
