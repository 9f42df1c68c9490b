package dev.hayase.aggregation.streams;

import dev.hayase.aggregation.kafka.Cluster;
import dev.hayase.aggregation.kafka.GroupOffsets;
import dev.hayase.aggregation.kafka.NotYetException;
import dev.hayase.aggregation.kafka.OwnTopics;
import dev.hayase.aggregation.kafka.PlanRegister;
import dev.hayase.aggregation.kafka.SchemaTopic;
import dev.hayase.aggregation.kafka.WholeTables;
import dev.hayase.engine.plan.AggregationPlan;
import dev.hayase.engine.plan.JoinPlan;
import dev.hayase.engine.plan.SourcePlan;
import dev.hayase.engine.plan.SourcePlan.Kind;
import dev.hayase.engine.plan.StageNames;
import dev.hayase.event.aggregation.Build;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What must be there before an aggregation runs. All of it may be done again, and by several
/// instances at once.
public final class Preparation {
  private final OwnTopics topics;
  private final GroupOffsets offsets;
  private final PlanRegister register;
  private final SchemaTopic schemas;
  private final WholeTables tables;

  public Preparation(Cluster cluster) {
    this.topics = cluster.topics();
    this.offsets = cluster.offsets();
    this.register = cluster.register();
    this.schemas = cluster.schemas();
    this.tables = cluster.tables();
  }

  PlanRegister register() {
    return register;
  }

  GroupOffsets offsets() {
    return offsets;
  }

  /// @param generation of the build
  /// @param partitions of everything behind the sources
  /// @param epoch of results
  /// @param replication of every topic
  record Prepared(Declared declared, int generation, int partitions, long epoch, int replication) {
    StageNames names() {
      return new StageNames(declared.plan(), generation);
    }
  }

  /// Throws a [org.apache.kafka.common.KafkaException] when Kafka does not answer, and a
  /// [dev.hayase.aggregation.kafka.HaltException] when the aggregation must not run.
  ///
  /// @param generation of the build
  Prepared prepare(Declared declared, int generation, Instant now) {
    StageNames names = new StageNames(declared.plan(), generation);
    topics.ensureShared();
    SortedMap<String, Integer> sources = new TreeMap<>();
    for (String source : names.sources()) {
      Optional<Integer> partitions = topics.partitions(source);
      sources.put(
          source,
          partitions.orElseThrow(
              () -> new NotYetException("The topic " + source + " is not there yet")));
    }
    int partitions = sources.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
    Build build =
        register.confirm(
            declared.plan().name(),
            new Build(
                generation,
                declared.parts().toText(),
                now.getEpochSecond(),
                sources,
                declared.schemas(),
                declared.declaration()));
    topics.ensure(names.output(), names.late(), names.letters(), names.time(), partitions);
    if (generation > 1) {
      topics.ensureTold(names.told(), partitions);
    }
    schemas.publish(declared.plan().schema());
    for (String table : tablesOf(declared.plan())) {
      if (offsets.isNewTo(names.application(), table)) {
        tables.require(table);
      }
    }
    offsets.begin(names.application(), names.sources());
    if (!register.stands(declared.plan().name(), build)) {
      throw new NotYetException("Another instance has begun it at the same time");
    }
    return new Prepared(declared, generation, partitions, build.epoch(), topics.replication());
  }

  private static Set<String> tablesOf(AggregationPlan plan) {
    return Stream.concat(Stream.of(plan.source()), plan.joins().stream().map(JoinPlan::dimension))
        .filter(source -> source.kind() == Kind.CHANGES)
        .map(SourcePlan::topic)
        .collect(Collectors.toSet());
  }
}
