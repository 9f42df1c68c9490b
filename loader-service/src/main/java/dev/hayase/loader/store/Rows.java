package dev.hayase.loader.store;

import dev.hayase.loader.batch.OffsetRanges;
import dev.hayase.loader.outcome.Outcome;
import dev.hayase.records.table.TableRef;
import dev.hayase.records.table.TableShape.ShapeColumn;
import java.util.List;
import java.util.function.Consumer;

/// Questions about what a table holds. They block.
public interface Rows {

  /// The `_kafka_offset`s of a partition, from `fromOffset` on, that a history table holds.
  Outcome<OffsetRanges> offsets(TableRef table, int partition, long fromOffset);

  /// Those before `toOffset`.
  Outcome<OffsetRanges> offsets(TableRef table, int partition, long fromOffset, long toOffset);

  /// Whether every value of an INT64 column is one that FLOAT64 holds exactly.
  Outcome<Boolean> fitFloat64(TableRef table, String column);

  /// The keys of a mirror's rows whose `_hayase_seq` is lower than `sequence`.
  ///
  /// @param keyColumns the key's columns
  /// @param eachKey takes a key as JSON: the columns' names in BigQuery, their values as records
  ///   write them
  /// @return how many there were
  Outcome<Long> keysBefore(
      TableRef table, List<ShapeColumn> keyColumns, String sequence, Consumer<byte[]> eachKey);
}
