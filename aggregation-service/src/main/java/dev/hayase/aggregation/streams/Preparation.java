package dev.hayase.aggregation.streams;

import dev.hayase.aggregation.kafka.GroupOffsets;
import dev.hayase.aggregation.kafka.NotYetException;
import dev.hayase.aggregation.kafka.OwnTopics;
import dev.hayase.aggregation.kafka.PlanRegister;
import dev.hayase.aggregation.kafka.SchemaTopic;
import dev.hayase.engine.plan.StageNames;
import dev.hayase.event.aggregation.Build;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What must be there before an aggregation runs. All of it may be done again, and by several
/// instances at once.
public final class Preparation {
  private final OwnTopics topics;
  private final GroupOffsets offsets;
  private final PlanRegister register;
  private final SchemaTopic schemas;

  public Preparation(
      OwnTopics topics, GroupOffsets offsets, PlanRegister register, SchemaTopic schemas) {
    this.topics = topics;
    this.offsets = offsets;
    this.register = register;
    this.schemas = schemas;
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
                declared.schemas()));
    topics.ensure(names.output(), names.late(), names.letters(), names.time(), partitions);
    schemas.publish(declared.plan().schema());
    offsets.begin(names.application(), names.sources());
    return new Prepared(declared, generation, partitions, build.epoch(), topics.replication());
  }
}
