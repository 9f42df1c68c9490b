package dev.hayase.cli.topics;

import dev.hayase.event.topic.Topics;
import dev.hayase.event.watermark.Watermark;
import dev.hayase.event.wire.MalformedRecordException;
import dev.hayase.pipeline.KafkaCluster;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Through when the results of each aggregation are complete in its topic, by its watermarks.
public final class AggregateTimes {
  private final Map<String, Watermark> newest = new HashMap<>();

  private AggregateTimes() {}

  /// Aggregation to instant; one without results yet is left out.
  public static Map<String, Instant> read(KafkaCluster cluster) {
    AggregateTimes times = new AggregateTimes();
    TopicReader.each(cluster, Topics.WATERMARKS, times::accept);
    Map<String, Instant> through = new HashMap<>();
    times.newest.forEach((source, watermark) ->
        Topics.aggregationOf(source).ifPresent(name -> through.put(name, watermark.through())));
    return through;
  }

  private void accept(ConsumerRecord<byte[], byte[]> record) {
    try {
      Watermark watermark = Watermark.fromJson(record.value());
      // What has a lower epoch was written by a leader that was replaced.
      newest.merge(
          watermark.source(),
          watermark,
          (before, now) -> now.epoch() < before.epoch() ? before : now);
    } catch (MalformedRecordException e) {
      throw new IllegalStateException(
          "watermark at offset " + record.offset() + " is not readable by this version", e);
    }
  }
}
