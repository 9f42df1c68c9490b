package dev.hayase.aggregation.streams;

import dev.hayase.aggregation.flow.Letters;
import dev.hayase.aggregation.source.RecordDecoder;
import dev.hayase.aggregation.source.RowDecoder;
import dev.hayase.aggregation.source.SourceFormats;
import dev.hayase.engine.plan.AggregationPlan;
import dev.hayase.engine.plan.SourcePlan;
import dev.hayase.engine.plan.StageNames;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/// What a topology is made of.
///
/// @param emitEvery how long changes of a result are held together
/// @param partitions of everything behind the sources
/// @param generation of the build
/// @param epoch of the sequence numbers of results
/// @param part how many results are told in one transaction, at most, when all of them are told
/// @param mayTell whether results are told: not while another build's are
public record Blueprint(
    AggregationPlan plan,
    Duration emitEvery,
    int generation,
    int partitions,
    long epoch,
    int part,
    BooleanSupplier mayTell,
    SourceFormats formats,
    Progress progress) {

  StageNames names() {
    return new StageNames(plan, generation);
  }

  Letters letters() {
    StageNames names = names();
    return new Letters(names.letters(), names.output(), generation);
  }

  RecordDecoder decoder(SourcePlan source) {
    return new RowDecoder(source, formats.of(source.topic()));
  }
}
