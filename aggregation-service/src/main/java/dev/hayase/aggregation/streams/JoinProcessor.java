package dev.hayase.aggregation.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hayase.aggregation.flow.JoinPlace;
import dev.hayase.aggregation.flow.Letters;
import dev.hayase.aggregation.flow.Onward;
import dev.hayase.aggregation.flow.Outgoing;
import dev.hayase.aggregation.flow.WeightedRow;
import dev.hayase.engine.join.JoinState;
import dev.hayase.engine.plan.JoinPlan;
import dev.hayase.engine.plan.StageNames;
import dev.hayase.engine.value.Row;
import dev.hayase.engine.value.RowCodec;
import dev.hayase.engine.value.RowText;
import dev.hayase.engine.value.WeightedRows;
import dev.hayase.records.SourceRecord;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// A join: rows and the dimension's rows, by the dimension's key.
final class JoinProcessor implements Processor<byte[], byte[], byte[], Outgoing> {
  private final Blueprint blueprint;
  private final JoinPlace place;
  private final JoinPlan join;
  private final String dimensionTopic;
  private final String time;
  private final RowCodec keys;
  private final WeightedRow.Codec rows;
  private final WeightedRow.Codec dimensions;
  private final RowText text;
  private @Nullable Work work;

  JoinProcessor(Blueprint blueprint, JoinPlace place) {
    this.blueprint = blueprint;
    this.place = place;
    this.join = place.join();
    this.dimensionTopic = blueprint.names().between(StageNames.dimension(join));
    this.time = blueprint.names().time();
    this.keys = new RowCodec(place.key());
    this.rows = new WeightedRow.Codec(place.before());
    this.dimensions = new WeightedRow.Codec(join.dimension().columns());
    this.text = new RowText(join.row());
  }

  private record Work(JoinState state, Onward onward, Forwarding out) {}

  @Override
  public void init(ProcessorContext<byte[], Outgoing> context) {
    KeyValueStore<Bytes, byte[]> store = context.getStateStore(StageNames.joined(join));
    JoinState state =
        new JoinState(join, place.once(), place.keep(), StoreState.of(store, Topologies.ENGINE));
    Letters letters = blueprint.letters();
    work =
        new Work(
            state,
            Onward.after(blueprint.plan(), place.number() + 1),
            new Forwarding(context, letters, blueprint.progress().counts()));
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    Work begun = work;
    if (begun == null) {
      throw new IllegalStateException("Not begun");
    }
    SourceRecord from = begun.out().source(record, record.value());
    if (from.partition().topic().equals(time)) {
      begun.state().advance(RowCodec.instant(Long.parseLong(new String(record.value(), UTF_8))));
      return;
    }
    WeightedRows told =
        (weight, id, order, row) ->
            begun
                .out()
                .onward(
                    begun.onward(),
                    new WeightedRow(weight, id, order, row),
                    record.timestamp(),
                    () -> letter(from, id, row));
    Row key = keys.decode(record.key());
    if (from.partition().topic().equals(dimensionTopic)) {
      WeightedRow row = dimensions.decode(record.value());
      begun.state().dimension(row.weight(), key, row.row(), told);
    } else {
      WeightedRow row = rows.decode(record.value());
      Instant written = Instant.ofEpochMilli(record.timestamp());
      begun.state().fact(row.weight(), key, row.id(), row.order(), row.row(), written, told);
    }
  }

  /// What stands in the dead letters if the joined row has no value for an expression.
  private SourceRecord letter(SourceRecord from, byte[] id, Row row) {
    return new SourceRecord(
        from.partition(), from.offset(), from.timestampMillis(), id, text.write(row), List.of());
  }
}
