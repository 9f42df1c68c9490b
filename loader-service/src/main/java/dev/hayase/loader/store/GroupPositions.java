package dev.hayase.loader.store;

import dev.hayase.loader.batch.CommitNote;
import java.util.Map;

/// What the whole group has committed, other loaders included.
public interface GroupPositions {
  /// Blocks; throws a [RuntimeException] when Kafka does not answer.
  ///
  /// @return by partition of the topic; without those that have no commit
  Map<Integer, Committed> committed(String topic);

  /// Where the topic's partitions end now. Blocks; throws a [RuntimeException] when Kafka does not
  /// answer.
  Map<Integer, Long> ends(String topic);

  /// A commit.
  record Committed(long position, CommitNote note) {}
}
