package dev.hayase.aggregation.streams;

import dev.hayase.aggregation.flow.Letters;
import dev.hayase.aggregation.flow.Onward;
import dev.hayase.aggregation.flow.OrderUse;
import dev.hayase.aggregation.flow.Outgoing;
import dev.hayase.aggregation.flow.WeightedRow;
import dev.hayase.aggregation.kafka.HaltException;
import dev.hayase.aggregation.source.Decoded;
import dev.hayase.aggregation.source.RecordDecoder;
import dev.hayase.engine.current.CurrentRows;
import dev.hayase.engine.plan.JoinPlan;
import dev.hayase.engine.plan.SourcePlan;
import dev.hayase.engine.value.Row;
import dev.hayase.engine.value.WeightedRows;
import dev.hayase.records.SourceRecord;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// The first stage: records become rows that are added, and rows that are taken back.
final class ReadProcessor implements Processor<byte[], byte[], byte[], Outgoing> {
  private final Blueprint blueprint;
  private final SourcePlan source;
  private final Optional<String> store;
  private final boolean orderCounts;
  private final Onward onward;
  private @Nullable Work work;

  private ReadProcessor(
      Blueprint blueprint,
      SourcePlan source,
      Optional<String> store,
      boolean orderCounts,
      Onward onward) {
    this.blueprint = blueprint;
    this.source = source;
    this.store = store;
    this.orderCounts = orderCounts;
    this.onward = onward;
  }

  /// Reads the rows that are aggregated.
  ///
  /// @param store of the current rows; empty where the source has events
  static ReadProcessor rows(Blueprint blueprint, Optional<String> store) {
    return new ReadProcessor(
        blueprint,
        blueprint.plan().source(),
        store,
        OrderUse.in(blueprint.plan().groups()),
        Onward.after(blueprint.plan(), 0));
  }

  /// Reads the rows that are joined.
  static ReadProcessor dimension(Blueprint blueprint, JoinPlan join, String store) {
    return new ReadProcessor(
        blueprint, join.dimension(), Optional.of(store), false, Onward.ofDimension(join));
  }

  @Override
  public void init(ProcessorContext<byte[], Outgoing> context) {
    Letters letters = blueprint.letters();
    CurrentRows rows =
        store
            .map(name -> {
              KeyValueStore<Bytes, byte[]> held = context.getStateStore(name);
              return new CurrentRows(
                  source.columns(), orderCounts, StoreState.of(held, Topologies.ENGINE));
            })
            .orElse(null);
    work =
        new Work(
            blueprint.decoder(source),
            rows,
            onward,
            new Forwarding(context, letters, blueprint.progress().counts()));
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    Work begun = work;
    if (begun == null) {
      throw new IllegalStateException("Not begun");
    }
    blueprint.progress().counts().countRead();
    begun.take(begun.out.source(record, record.value()));
  }

  private record Work(
      RecordDecoder decoder, @Nullable CurrentRows rows, Onward onward, Forwarding out) {
    void take(SourceRecord record) {
      WeightedRows told =
          (weight, id, order, row) ->
              out.onward(
                  onward,
                  new WeightedRow(weight, id, order, row),
                  record.timestampMillis(),
                  () -> record);
      switch (decoder.decode(record)) {
        case Decoded.Change change -> {
          Row row = change.row();
          if (row == null) {
            current().delete(change.key(), change.number(), told);
          } else {
            current().put(change.key(), change.number(), row, told);
          }
        }
        case Decoded.Control control ->
            current().cutOff(CurrentRows.order(control.control().cutoff()), told);
        case Decoded.Truncate truncate -> current().cutOff(truncate.below(), told);
        case Decoded.Nothing _ -> {
          // The deletion before it has said so.
        }
        case Decoded.Event event -> told.row(1, event.id(), event.order(), event.row());
        case Decoded.Unreadable why -> out.letter(record, why);
        case Decoded.Halting why -> throw new HaltException(why.reason(), why.remedy());
      }
    }

    private CurrentRows current() {
      if (rows == null) {
        throw new IllegalStateException("Events are not kept");
      }
      return rows;
    }
  }
}
