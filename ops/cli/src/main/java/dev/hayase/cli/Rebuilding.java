package dev.hayase.cli;

import dev.hayase.cli.topics.AggregationTopic;
import dev.hayase.cli.topics.BuildProgress;
import dev.hayase.event.aggregation.AggregationBook;
import dev.hayase.event.aggregation.AggregationBook.Entry;
import dev.hayase.event.aggregation.Rebuild;
import dev.hayase.pipeline.AggregationNotation;
import dev.hayase.pipeline.AggregationSettings;
import dev.hayase.pipeline.KafkaCluster;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Orders that an aggregation be built anew, and tells how far that is.
record Rebuilding(
    KafkaCluster cluster,
    String name,
    AggregationSettings settings,
    AggregationTopic topic,
    PrintWriter out) {
  private static final Duration STEP = Duration.ofSeconds(1);

  /// Gives the order, unless it is given already, and follows it.
  ///
  /// @param detach whether not to follow it
  /// @return the status to end with
  /// @throws IllegalArgumentException when it cannot be built anew now
  int order(boolean detach) throws InterruptedException {
    AggregationBook book = topic.read();
    if (book.live(name).isEmpty()) {
      throw new IllegalArgumentException(
          "Aggregation '%s' was never built: start the aggregation-service".formatted(name));
    }
    Optional<Rebuild> before = book.rebuild(name);
    int generation = before.map(Rebuild::generation).orElse(book.nextGeneration(name));
    if (before.isEmpty()) {
      if (book.previous(name).isPresent()) {
        throw new IllegalArgumentException(
            "The build before is kept still: ./hayase aggregation discard %s".formatted(name));
      }
      Rebuild order =
          new Rebuild(
              generation, Instant.now(), Optional.of(AggregationNotation.write(name, settings)));
      topic.write(name, Entry.REBUILD, order.toJson());
      out.printf("%s: build %d is ordered%n", name, generation);
    } else {
      out.printf("%s: build %d was ordered before%n", name, generation);
    }
    return detach ? 0 : follow(generation);
  }

  private int follow(int generation) throws InterruptedException {
    try (BuildProgress progress = new BuildProgress(cluster, settings, name, generation)) {
      while (true) {
        AggregationBook book = topic.read();
        Optional<Rebuild> order = book.rebuild(name);
        if (order.isEmpty()) {
          boolean live = book.live(name).filter(b -> b.generation() == generation).isPresent();
          out.println(
              live
                  ? "%s: build %d tells its results now; the one before is kept until ./hayase aggregation discard %s"
                      .formatted(name, generation, name)
                  : name + ": the order was taken back");
          return live ? 0 : 1;
        }
        out.println(name + ": " + progress.look(order.get(), book).progress(Instant.now()));
        Thread.sleep(STEP);
      }
    }
  }
}
