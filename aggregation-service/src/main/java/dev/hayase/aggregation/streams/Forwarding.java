package dev.hayase.aggregation.streams;

import dev.hayase.aggregation.flow.Letters;
import dev.hayase.aggregation.flow.Onward;
import dev.hayase.aggregation.flow.Onward.Keyed;
import dev.hayase.aggregation.flow.Outgoing;
import dev.hayase.aggregation.flow.Outgoing.Leaving;
import dev.hayase.aggregation.flow.WeightedRow;
import dev.hayase.aggregation.source.Decoded;
import dev.hayase.engine.expression.EvaluationException;
import dev.hayase.records.SourcePartition;
import dev.hayase.records.SourceRecord;
import dev.hayase.records.SourceRecord.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/// Hands on what a stage has to say.
final class Forwarding {
  private static final String REMEDY =
      "Correct the expression or the value, and build the aggregation anew if the row should count"
          + " at once";

  private final ProcessorContext<byte[], Outgoing> context;
  private final Letters letters;
  private final Counts counts;

  Forwarding(ProcessorContext<byte[], Outgoing> context, Letters letters, Counts counts) {
    this.context = context;
    this.letters = letters;
    this.counts = counts;
  }

  void onward(Keyed keyed, long millis) {
    context.forward(new Record<>(keyed.key(), new Outgoing.Onward(keyed.value()), millis));
  }

  /// Hands on a row; one without value for an expression becomes a dead letter. What is taken back
  /// of it was not there either.
  ///
  /// @param whole what stands in the dead letter then
  void onward(Onward onward, WeightedRow row, long millis, Supplier<SourceRecord> whole) {
    try {
      onward.of(row).ifPresent(keyed -> onward(keyed, millis));
    } catch (EvaluationException e) {
      if (row.weight() > 0) {
        letter(
            whole.get(),
            new Decoded.Unreadable("no-value", String.valueOf(e.getMessage()), REMEDY));
      }
    }
  }

  void letter(SourceRecord record, Decoded.Unreadable why) {
    counts.countLetter();
    leave(letters.record(record, why), record.timestampMillis());
  }

  void leave(Leaving leaving, long millis) {
    Record<byte[], Outgoing> record = new Record<>(leaving.key(), leaving, millis);
    for (Header header : leaving.headers()) {
      record.headers().add(header.name(), header.value());
    }
    context.forward(record);
  }

  /// The record that is being read.
  SourceRecord source(Record<byte[], byte[]> record, byte @Nullable [] value) {
    RecordMetadata at = context.recordMetadata().orElseThrow();
    List<Header> headers = new ArrayList<>();
    record.headers().forEach(header -> headers.add(new Header(header.key(), header.value())));
    return new SourceRecord(
        new SourcePartition(at.topic(), at.partition()),
        at.offset(),
        record.timestamp(),
        record.key(),
        value,
        headers);
  }
}
