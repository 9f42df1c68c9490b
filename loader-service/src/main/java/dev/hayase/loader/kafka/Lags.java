package dev.hayase.loader.kafka;

import dev.hayase.loader.Loader;
import dev.hayase.loader.batch.Settled;
import dev.hayase.loader.metrics.LoaderMetrics;
import dev.hayase.records.SourcePartition;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How far what is settled is behind the end of each partition.
///
/// The consumer knows the ends of what it fetches from the answers to that. Of partitions that are
/// paused it fetches nothing: those are asked for, all at once, now and then, and nobody waits for
/// the answer.
final class Lags {
  private static final Logger LOG = LoggerFactory.getLogger(Lags.class);
  private static final long ASK_EVERY_MILLIS = 2_000;

  private final Admin admin;
  private final Loader loader;
  private final LoaderMetrics metrics;
  private final Map<TopicPartition, Long> ends = new ConcurrentHashMap<>();
  private long askedMillis;

  Lags(Admin admin, Loader loader, LoaderMetrics metrics) {
    this.admin = admin;
    this.loader = loader;
    this.metrics = metrics;
  }

  /// The partition is ours.
  void assigned(TopicPartition partition, StartingPoints.Start start) {
    ends.put(partition, start.end());
    SourcePartition source = Records.partition(partition);
    metrics.observeLag(
        source.topic(),
        source.partition(),
        () -> {
          long settled = loader.settled(source).map(Settled::position).orElse(start.offset());
          return Math.max(0, ends.getOrDefault(partition, settled) - settled);
        });
  }

  /// The partitions are no longer ours.
  void revoked(Collection<TopicPartition> partitions) {
    for (TopicPartition partition : partitions) {
      ends.remove(partition);
      metrics.forgetLag(partition.topic(), partition.partition());
    }
  }

  /// Looks at what the consumer knows.
  ///
  /// @param positions of what it fetches
  /// @param paused what it does not fetch
  void look(
      Consumer<?, ?> consumer,
      Map<TopicPartition, Long> positions,
      Set<TopicPartition> paused,
      long nowMillis) {
    positions.forEach((partition, position) -> {
      if (!paused.contains(partition)) {
        OptionalLong lag = consumer.currentLag(partition);
        lag.ifPresent(behind -> atLeast(partition, position + behind));
      }
    });
    if (!paused.isEmpty() && nowMillis - askedMillis >= ASK_EVERY_MILLIS) {
      askedMillis = nowMillis;
      ask(paused);
    }
  }

  private void ask(Set<TopicPartition> partitions) {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    partitions.forEach(partition -> wanted.put(partition, OffsetSpec.latest()));
    var answer = admin.listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED));
    for (TopicPartition partition : wanted.keySet()) {
      var _ =
          answer
              .partitionResult(partition)
              .whenComplete((end, error) -> {
                if (error == null) {
                  atLeast(partition, end.offset());
                } else {
                  LOG.atDebug()
                      .addKeyValue("partition", partition)
                      .addKeyValue("error", error.getMessage())
                      .log("Kafka did not tell the end of a partition");
                }
              });
    }
  }

  /// An end never falls, and one that is not known is of a partition that went away.
  private void atLeast(TopicPartition partition, long end) {
    ends.computeIfPresent(partition, (_, known) -> Math.max(known, end));
  }
}
