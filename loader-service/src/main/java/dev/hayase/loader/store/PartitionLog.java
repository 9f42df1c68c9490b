package dev.hayase.loader.store;

import dev.hayase.records.SourcePartition;
import dev.hayase.records.SourceRecord;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// What a partition's log holds, read beside the group and as often as needed.
public interface PartitionLog {
  /// Reads a range in its order, without what aborted transactions wrote. Blocks; throws a
  /// [RuntimeException] when Kafka does not answer.
  ///
  /// @param wanted asked now and then; as soon as it says no, reading ends
  /// @return whether the range was read to its end
  boolean read(
      SourcePartition partition,
      long from,
      long end,
      Consumer<SourceRecord> each,
      BooleanSupplier wanted);
}
