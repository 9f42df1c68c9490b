package dev.hayase.aggregation.streams;

import dev.hayase.aggregation.flow.JoinPlace;
import dev.hayase.aggregation.flow.Outgoing;
import dev.hayase.aggregation.flow.Outgoing.Leaving;
import dev.hayase.aggregation.flow.Outgoing.Onward;
import dev.hayase.engine.plan.AggregationPlan;
import dev.hayase.engine.plan.JoinPlan;
import dev.hayase.engine.plan.SourcePlan.Kind;
import dev.hayase.engine.plan.StageNames;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/// The topology of an aggregation: read, joined, grouped; between two of them a topic in which rows
/// are where the next one needs them. Each part has a name that it keeps.
public final class Topologies {
  /// The part of a store that belongs to what computes.
  static final byte ENGINE = 1;

  /// The part of a store that is ours.
  static final byte OWN = 0;

  private static final Serde<byte[]> BYTES = Serdes.ByteArray();

  /// Only for writing: what is read is bytes.
  private static final Serde<Outgoing> OUTGOING =
      Serdes.serdeFrom(
          (_, outgoing) -> outgoing == null ? null : outgoing.value(),
          (_, bytes) -> new Onward(bytes));

  private final StreamsBuilder builder = new StreamsBuilder();
  private final Map<String, KStream<byte[], byte[]>> sources = new HashMap<>();
  private final Blueprint blueprint;
  private final StageNames names;
  private final KStream<byte[], byte[]> time;

  private Topologies(Blueprint blueprint) {
    this.blueprint = blueprint;
    this.names = blueprint.names();
    this.time =
        builder.stream(
            names.time(),
            Consumed.with(BYTES, BYTES)
                .withName("time")
                .withOffsetResetPolicy(AutoOffsetReset.earliest()));
  }

  public static Topology of(Blueprint blueprint) {
    return new Topologies(blueprint).build();
  }

  private Topology build() {
    AggregationPlan plan = blueprint.plan();
    KStream<byte[], Outgoing> rows = rows(plan);
    for (int i = 0; i < plan.joins().size(); i++) {
      rows = joined(rows, plan.joins().get(i), i);
    }
    groups(between(rows, StageNames.CONTRIBUTIONS));
    return builder.build();
  }

  private KStream<byte[], Outgoing> rows(AggregationPlan plan) {
    KStream<byte[], byte[]> source = source(plan.source().topic());
    if (plan.source().kind() == Kind.EVENTS) {
      return leaving(
          "read",
          source.process(() -> ReadProcessor.rows(blueprint, Optional.empty()), Named.as("read")));
    }
    store(StageNames.CURRENT);
    return leaving(
        "read",
        source.process(
            () -> ReadProcessor.rows(blueprint, Optional.of(StageNames.CURRENT)),
            Named.as("read"),
            StageNames.CURRENT));
  }

  private KStream<byte[], Outgoing> joined(
      KStream<byte[], Outgoing> rows, JoinPlan join, int number) {
    String current = StageNames.current(join);
    store(current);
    String reading = "read-" + join.as();
    KStream<byte[], Outgoing> dimension =
        leaving(
            reading,
            source(join.dimension().topic())
                .process(
                    () -> ReadProcessor.dimension(blueprint, join, current),
                    Named.as(reading),
                    current));
    String name = StageNames.joined(join);
    store(name);
    return leaving(
        name,
        between(rows, StageNames.rows(join))
            .merge(between(dimension, StageNames.dimension(join)), Named.as(name + "-both"))
            .merge(time, Named.as(name + "-and-time"))
            .process(
                () -> new JoinProcessor(blueprint, new JoinPlace(blueprint.plan(), number)),
                Named.as(name),
                name));
  }

  private void groups(KStream<byte[], byte[]> contributions) {
    store(StageNames.GROUPS);
    leaving(
        StageNames.GROUPS,
        contributions
            .merge(time, Named.as("contributions-and-time"))
            .process(
                () -> new GroupsProcessor(blueprint),
                Named.as(StageNames.GROUPS),
                StageNames.GROUPS));
  }

  /// One topic is read once, be it a source and a dimension.
  private KStream<byte[], byte[]> source(String topic) {
    return sources.computeIfAbsent(
        topic,
        name ->
            builder.stream(
                name,
                Consumed.with(BYTES, BYTES)
                    .withName("source-" + name)
                    .withOffsetResetPolicy(AutoOffsetReset.none())));
  }

  /// What of a stage's words leaves the aggregation goes where it says.
  private static KStream<byte[], Outgoing> leaving(String name, KStream<byte[], Outgoing> said) {
    said.filter((_, outgoing) -> outgoing instanceof Leaving, Named.as(name + "-leaving"))
        .to(
            (_, outgoing, _) -> ((Leaving) outgoing).topic(),
            Produced.with(BYTES, OUTGOING)
                .withName(name + "-out")
                .withStreamPartitioner(
                    (_, _, outgoing, _) -> Optional.of(Set.of(((Leaving) outgoing).partition()))));
    return said;
  }

  private KStream<byte[], byte[]> between(KStream<byte[], Outgoing> said, String name) {
    return said.filter((_, outgoing) -> outgoing instanceof Onward, Named.as(name + "-onward"))
        .mapValues(Outgoing::value, Named.as(name + "-bytes"))
        .repartition(
            Repartitioned.with(BYTES, BYTES)
                .withName(name)
                .withNumberOfPartitions(blueprint.partitions()));
  }

  private void store(String name) {
    StoreBuilder<KeyValueStore<Bytes, byte[]>> store =
        Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
            .withCachingDisabled()
            .withLoggingEnabled(
                Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
    builder.addStateStore(store);
  }
}
