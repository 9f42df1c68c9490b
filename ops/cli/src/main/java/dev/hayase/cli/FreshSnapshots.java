package dev.hayase.cli;

import dev.hayase.cli.topics.NextSnapshot;
import dev.hayase.event.order.CaptureOrder.SnapshotTable;
import dev.hayase.event.topic.ChangeTopic;
import dev.hayase.pipeline.AggregationSettings;
import dev.hayase.pipeline.AggregationSettings.Join;
import dev.hayase.pipeline.Pipeline;
import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/// Has the captured tables that an aggregation reads snapshotted anew, one after another, while
/// their changes flow.
record FreshSnapshots(Pipeline pipeline, PrintWriter out) {

  /// @return whether each has been taken
  boolean take(AggregationSettings settings) throws InterruptedException {
    Set<String> topics = new LinkedHashSet<>();
    topics.add(settings.from());
    settings.joins().stream().map(Join::topic).forEach(topics::add);
    for (String topic : topics) {
      Optional<ChangeTopic> table =
          ChangeTopic.parse(topic).filter(t -> pipeline.source(t.source()).isPresent());
      if (table.isPresent() && !take(table.get())) {
        return false;
      }
    }
    return true;
  }

  private boolean take(ChangeTopic table) throws InterruptedException {
    try (NextSnapshot snapshot = new NextSnapshot(pipeline.kafka(), table)) {
      int status =
          OrderedSource.find(pipeline, table.source())
              .give(
                  new SnapshotTable(table, Optional.empty()),
                  out,
                  table + " is read anew (./hayase sources tells how far it is)");
      if (status != 0) {
        return false;
      }
      boolean ended = false;
      while (!ended) {
        ended = snapshot.hasEnded();
      }
      out.println(table + " was read anew");
      return true;
    }
  }
}
