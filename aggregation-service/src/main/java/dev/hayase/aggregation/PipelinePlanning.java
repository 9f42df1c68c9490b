package dev.hayase.aggregation;

import dev.hayase.aggregation.kafka.Cluster;
import dev.hayase.aggregation.kafka.HaltException;
import dev.hayase.aggregation.kafka.NotYetException;
import dev.hayase.aggregation.streams.Declared;
import dev.hayase.aggregation.streams.Planning;
import dev.hayase.engine.plan.AggregationPlan;
import dev.hayase.engine.plan.JoinPlan;
import dev.hayase.engine.plan.PlanOutcome;
import dev.hayase.engine.plan.PlanParts;
import dev.hayase.engine.plan.PlanProblem;
import dev.hayase.engine.plan.Planner;
import dev.hayase.engine.plan.SourcePlan;
import dev.hayase.engine.plan.StageNames;
import dev.hayase.event.aggregation.Build;
import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.Column.Mode;
import dev.hayase.event.schema.TableSchema;
import dev.hayase.event.topic.Topics;
import dev.hayase.pipeline.AggregationNotation;
import dev.hayase.pipeline.AggregationSettings;
import dev.hayase.pipeline.InvalidPipelineException;
import dev.hayase.pipeline.Pipeline;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Plans what the pipeline declares, or has declared, by what the rows of its sources look like, or
/// looked like.
public final class PipelinePlanning implements Planning {
  private static final String REMEDY = "Correct the pipeline file and start again";

  private final Pipeline pipeline;
  private final Cluster cluster;
  private final SourceRows rows;

  public PipelinePlanning(Pipeline pipeline, Cluster cluster) {
    this.pipeline = pipeline;
    this.cluster = cluster;
    this.rows = new SourceRows(pipeline, cluster);
  }

  @Override
  public Declared plan(String name) {
    cluster.topics().ensureShared();
    Map<String, PlanOutcome> all = Planner.all(pipeline.aggregations(), rows);
    PlanOutcome outcome = Objects.requireNonNull(all.get(name));
    AggregationPlan plan = planned(outcome);
    AggregationSettings settings = Objects.requireNonNull(pipeline.aggregations().get(name));
    SortedMap<String, String> schemas = new TreeMap<>();
    schemas.put(Topics.aggregation(name), published(plan.schema()));
    for (String topic : new StageNames(plan).sources()) {
      rows(topic, all).ifPresent(each -> schemas.put(topic, published(each)));
    }
    return asDeclared(plan, settings, schemas, AggregationNotation.write(name, settings));
  }

  private static AggregationPlan planned(PlanOutcome outcome) {
    if (!outcome.problems().isEmpty()) {
      throw new HaltException(
          outcome.problems().stream().map(PlanProblem::toString).collect(Collectors.joining(" ")),
          REMEDY);
    }
    return outcome
        .plan()
        .orElseThrow(() ->
            new NotYetException(
                "No row has come yet that tells the columns of " + outcome.unknown()));
  }

  private static Declared asDeclared(
      AggregationPlan plan,
      AggregationSettings settings,
      SortedMap<String, String> schemas,
      String notation) {
    return new Declared(
        plan, settings.emitEvery(), PlanParts.of(plan), schemas, Optional.of(notation));
  }

  /// The schema of a source's rows, by which the plan can be made again.
  private Optional<TableSchema> rows(String topic, Map<String, PlanOutcome> all) {
    return Topics.aggregationOf(topic)
        .map(other -> Objects.requireNonNull(all.get(other)).plan().map(AggregationPlan::schema))
        .orElseGet(() -> rows.published(topic));
  }

  private String published(TableSchema schema) {
    cluster.schemas().publish(schema);
    return schema.fingerprint().hex();
  }

  @Override
  public Declared plan(String name, Build build) {
    String notation = build.declaration().orElseThrow();
    AggregationSettings settings = read(notation);
    Stream.concat(
            Stream.of(settings.from()),
            settings.joins().stream().map(AggregationSettings.Join::topic))
        .filter(topic -> !rows.isFed(topic))
        .findFirst()
        .ifPresent(topic -> {
          throw new HaltException(
              "It reads %s, which the pipeline file does not have any more".formatted(topic),
              REMEDY);
        });
    AggregationPlan plan =
        planned(new Planner(topic -> rows.kept(topic, build)).plan(name, settings));
    Stream.concat(Stream.of(plan.source()), plan.joins().stream().map(JoinPlan::dimension))
        // Documents without a schema are what they are.
        .filter(source -> build.schemas().containsKey(source.topic()))
        .forEach(this::requireRead);
    return asDeclared(plan, settings, build.schemas(), notation);
  }

  private static AggregationSettings read(String notation) {
    try {
      return AggregationNotation.read(notation);
    } catch (InvalidPipelineException e) {
      throw new HaltException(
          "This version does not understand how it was declared: " + e.getMessage(),
          "Upgrade the aggregation-service");
    }
  }

  /// Whether a source's rows have what is read of them still. Those that nobody describes may.
  private void requireRead(SourcePlan source) {
    Optional<TableSchema> now = rows.now(source.topic());
    for (Column read : now.isEmpty() ? List.<Column>of() : source.columns().columns()) {
      Optional<Column> present = now.get().column(read.name());
      if (present.isEmpty()) {
        throw gone("reads the column %s of %s, which is not there any more", read, source);
      }
      if (present.get().type() != read.type()
          || (present.get().mode() == Mode.REPEATED) != (read.mode() == Mode.REPEATED)) {
        throw gone("reads the column %s of %s, which has another type now", read, source);
      }
    }
  }

  private static HaltException gone(String what, Column column, SourcePlan source) {
    return new HaltException("It " + what.formatted(column.name(), source.topic()), REMEDY);
  }
}
