package dev.hayase.aggregation.streams;

import dev.hayase.aggregation.flow.Letters;
import dev.hayase.aggregation.source.ChangeDecoder;
import dev.hayase.aggregation.source.EventDecoder;
import dev.hayase.aggregation.source.RecordDecoder;
import dev.hayase.aggregation.source.Schemas;
import dev.hayase.engine.plan.AggregationPlan;
import dev.hayase.engine.plan.SourcePlan;
import dev.hayase.engine.plan.StageNames;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/// What a topology is made of.
///
/// @param emitEvery how long changes of a result are held together
/// @param whole whether the source's documents have no schema, and so are one column
/// @param partitions of everything behind the sources
/// @param generation of the build
/// @param epoch of the sequence numbers of results
/// @param part how many results are told in one transaction, at most, when all of them are told
/// @param mayTell whether results are told: not while another build's are
public record Blueprint(
    AggregationPlan plan,
    Duration emitEvery,
    boolean whole,
    int generation,
    int partitions,
    long epoch,
    int part,
    BooleanSupplier mayTell,
    Schemas schemas,
    Progress progress) {

  StageNames names() {
    return new StageNames(plan, generation);
  }

  Letters letters() {
    StageNames names = names();
    return new Letters(names.letters(), names.output(), generation);
  }

  RecordDecoder decoder(SourcePlan source) {
    return switch (source.kind()) {
      case CHANGES -> new ChangeDecoder(source, schemas);
      case EVENTS -> new EventDecoder(source, whole);
    };
  }
}
