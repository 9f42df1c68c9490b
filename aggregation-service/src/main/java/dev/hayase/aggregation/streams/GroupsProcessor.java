package dev.hayase.aggregation.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hayase.aggregation.flow.ContributionCodec;
import dev.hayase.aggregation.flow.LateRecords;
import dev.hayase.aggregation.flow.Outgoing;
import dev.hayase.aggregation.flow.Outgoing.Leaving;
import dev.hayase.aggregation.flow.Results;
import dev.hayase.aggregation.source.Decoded;
import dev.hayase.engine.expression.EvaluationException;
import dev.hayase.engine.group.Emission;
import dev.hayase.engine.group.Groups;
import dev.hayase.engine.plan.AggregationPlan;
import dev.hayase.engine.plan.StageNames;
import dev.hayase.engine.value.OrderedReader;
import dev.hayase.engine.value.OrderedWriter;
import dev.hayase.engine.value.Row;
import dev.hayase.engine.value.RowCodec;
import dev.hayase.event.SequenceNumber;
import dev.hayase.records.SourcePartition;
import dev.hayase.records.SourceRecord;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// The last stage: contributions come to their groups, and results leave.
///
/// Results of a partition are numbered one after the other. The number is in the state, and so in
/// the same transaction as what it was given to: none is given twice.
final class GroupsProcessor implements Processor<byte[], byte[], byte[], Outgoing> {
  private static final byte[] ORDINAL = {0};

  /// How often a part of all results is told, so that everything else has its turn, too.
  private static final Duration PARTS = Duration.ofMillis(50);

  private final Blueprint blueprint;
  private final RowCodec keys;
  private final ContributionCodec contributions;
  private final String time;
  private @Nullable Work work;

  GroupsProcessor(Blueprint blueprint) {
    AggregationPlan plan = blueprint.plan();
    this.blueprint = blueprint;
    this.keys = new RowCodec(plan.groups().key());
    this.contributions = new ContributionCodec(plan.groups().inputs());
    this.time = blueprint.names().time();
  }

  @Override
  public void init(ProcessorContext<byte[], Outgoing> context) {
    KeyValueStore<Bytes, byte[]> store = context.getStateStore(StageNames.GROUPS);
    Work begun = new Work(blueprint, context, store);
    begun.emitEvery(blueprint.emitEvery());
    work = begun;
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    Work begun = work;
    if (begun == null) {
      throw new IllegalStateException("Not begun");
    }
    if (begun.isFrom(time)) {
      begun.advance(Long.parseLong(new String(record.value(), UTF_8)));
    } else {
      begun.apply(keys.decode(record.key()), record);
    }
  }

  @Override
  public void close() {
    if (work != null) {
      work.end();
      work = null;
    }
  }

  /// One partition's groups, and what leaves them.
  private final class Work implements Emission {
    private final ProcessorContext<byte[], Outgoing> context;
    private final Forwarding out;
    private final int partition;
    private final Groups groups;
    private final StoreState own;
    private final Results results;
    private final LateRecords late;
    private final Takeover takeover;
    private final Progress progress;
    private long ordinal;
    private boolean changed = true;
    private @Nullable Cancellable regular;
    private @Nullable Cancellable parts;

    Work(
        Blueprint blueprint,
        ProcessorContext<byte[], Outgoing> context,
        KeyValueStore<Bytes, byte[]> store) {
      AggregationPlan plan = blueprint.plan();
      StageNames names = blueprint.names();
      this.context = context;
      this.partition = context.taskId().partition();
      this.progress = blueprint.progress();
      this.out = new Forwarding(context, blueprint.letters(), progress.counts());
      this.groups = new Groups(plan.groups(), StoreState.of(store, Topologies.ENGINE));
      this.own = StoreState.of(store, Topologies.OWN);
      this.results = new Results(names.output(), plan.name(), plan.schema());
      this.late = new LateRecords(names.late(), plan.groups());
      byte[] known = own.get(ORDINAL);
      this.takeover = new Takeover(blueprint.generation() > 1, blueprint.part(), own);
      this.ordinal = known == null ? 0 : new OrderedReader(known).integer();
      progress.tell(partition, groups.now());
    }

    void emitEvery(Duration interval) {
      regular = context.schedule(interval, PunctuationType.WALL_CLOCK_TIME, _ -> emitChanges());
    }

    /// A task that is begun again, as after a transaction that failed, keeps what was scheduled
    /// before: two of these would number results side by side.
    void end() {
      for (Cancellable scheduled : Arrays.asList(regular, parts)) {
        if (scheduled != null) {
          scheduled.cancel();
        }
      }
      progress.forget(partition);
    }

    boolean isFrom(String topic) {
      return context.recordMetadata().orElseThrow().topic().equals(topic);
    }

    void apply(Row key, Record<byte[], byte[]> record) {
      progress.counts().countContribution();
      changed = true;
      groups.apply(
          key,
          contributions.decode(record.value()),
          (group, window, contribution) -> {
            progress.counts().countLate();
            out.leave(
                late.record(partition, group, window, contribution, groups.now()),
                record.timestamp());
          });
    }

    void advance(long micros) {
      groups.advance(RowCodec.instant(micros));
      emit();
      progress.tell(partition, groups.now());
    }

    void emitChanges() {
      if (changed) {
        emit();
      }
    }

    /// What is not told stays marked in state: whoever may tell at last tells all of it.
    private void emit() {
      if (!blueprint.mayTell().getAsBoolean()) {
        return;
      }
      long before = ordinal;
      if (takeover.isOver()) {
        groups.emit(this);
        changed = false;
      } else {
        tellPart();
      }
      if (ordinal != before) {
        own.put(ORDINAL, new OrderedWriter().integer(ordinal).toBytes());
      }
    }

    private void tellPart() {
      if (takeover.begin()) {
        snapshot(false);
      }
      if (groups.emit(this, takeover::isEnough)) {
        changed = false;
        if (takeover.end()) {
          snapshot(true);
        }
        out.leave(
            new Leaving(blueprint.names().told(), partition, null, Takeover.WORD, List.of()),
            context.currentSystemTimeMs());
        if (parts != null) {
          parts.cancel();
        }
      } else if (parts == null) {
        parts = context.schedule(PARTS, PunctuationType.WALL_CLOCK_TIME, _ -> emit());
      }
      context.commit();
    }

    private void snapshot(boolean end) {
      ordinal++;
      long millis = context.currentSystemTimeMs();
      out.leave(
          results.snapshot(
              end,
              blueprint.generation(),
              blueprint.partitions(),
              partition,
              new SequenceNumber(blueprint.epoch(), ordinal),
              millis * 1000),
          millis);
    }

    @Override
    public void put(Row key, Row row) {
      leave(key, row);
    }

    @Override
    public void delete(Row key) {
      leave(key, null);
    }

    @Override
    public void refused(Row key, EvaluationException why) {
      out.letter(
          new SourceRecord(
              new SourcePartition(results.topic(), partition),
              ordinal,
              context.currentSystemTimeMs(),
              results.key(key),
              null,
              List.of()),
          new Decoded.Unreadable(
              "no-result",
              String.valueOf(why.getMessage()),
              "Correct the declaration, or the rows of the group; then the result comes again"));
    }

    private void leave(Row key, @Nullable Row row) {
      progress.counts().countEmission();
      ordinal++;
      long millis = context.currentSystemTimeMs();
      Leaving record =
          results.record(
              partition, new SequenceNumber(blueprint.epoch(), ordinal), key, row, millis * 1000);
      takeover.count(record.value().length);
      out.leave(record, millis);
    }
  }
}
