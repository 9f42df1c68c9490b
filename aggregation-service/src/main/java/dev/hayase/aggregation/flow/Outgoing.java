package dev.hayase.aggregation.flow;

import dev.hayase.records.SourceRecord.Header;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a stage hands on. Nobody compares it.
@SuppressWarnings("ArrayRecordComponent")
public sealed interface Outgoing {
  byte[] value();

  /// To the next stage of the aggregation.
  record Onward(byte[] value) implements Outgoing {}

  /// To a topic of which the aggregation knows nothing more.
  ///
  /// @param partition of the topic
  record Leaving(
      String topic, int partition, byte @Nullable [] key, byte[] value, List<Header> headers)
      implements Outgoing {}
}
