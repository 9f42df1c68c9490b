package dev.hayase.aggregation;

import dev.hayase.aggregation.kafka.Cluster;
import dev.hayase.aggregation.kafka.HaltException;
import dev.hayase.aggregation.kafka.NewestSchemas;
import dev.hayase.aggregation.kafka.NotYetException;
import dev.hayase.aggregation.streams.Declared;
import dev.hayase.aggregation.streams.Planning;
import dev.hayase.engine.plan.AggregationPlan;
import dev.hayase.engine.plan.PlanOutcome;
import dev.hayase.engine.plan.PlanParts;
import dev.hayase.engine.plan.PlanProblem;
import dev.hayase.engine.plan.Planner;
import dev.hayase.engine.plan.SourceSchema;
import dev.hayase.engine.plan.StageNames;
import dev.hayase.event.schema.TableSchema;
import dev.hayase.event.topic.Topics;
import dev.hayase.pipeline.AggregationSettings;
import dev.hayase.pipeline.Pipeline;
import dev.hayase.pipeline.StreamSettings;
import dev.hayase.pipeline.StreamSettings.Language;
import dev.hayase.pipeline.StreamSettings.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// Plans what the pipeline declares, by what the rows of its sources look like: those of streams by
/// their files, those of tables by the newest record.
final class PipelinePlanning implements Planning {
  private static final String REMEDY = "Correct the pipeline file and start again";

  private final Pipeline pipeline;
  private final Cluster cluster;
  private final NewestSchemas newest;

  /// Once known, a schema is that of this process's life: a plan does not change while it runs.
  private final Map<String, String> fingerprints = new ConcurrentHashMap<>();

  PipelinePlanning(Pipeline pipeline, Cluster cluster) {
    this.pipeline = pipeline;
    this.cluster = cluster;
    this.newest = new NewestSchemas(pipeline.kafka());
  }

  @Override
  public Declared plan(String name) {
    cluster.topics().ensureShared();
    PlanOutcome outcome =
        Objects.requireNonNull(Planner.all(pipeline.aggregations(), this::schema).get(name));
    if (!outcome.problems().isEmpty()) {
      throw new HaltException(
          outcome.problems().stream().map(PlanProblem::toString).collect(Collectors.joining(" ")),
          REMEDY);
    }
    AggregationPlan plan =
        outcome
            .plan()
            .orElseThrow(() ->
                new NotYetException(
                    "No row has come yet that tells the columns of " + outcome.unknown()));
    AggregationSettings settings = Objects.requireNonNull(pipeline.aggregations().get(name));
    boolean whole = Topics.streamOf(settings.from()).flatMap(this::declared).isEmpty();
    return new Declared(plan, settings.emitEvery(), whole, PlanParts.of(plan), schemas(plan));
  }

  private SortedMap<String, String> schemas(AggregationPlan plan) {
    SortedMap<String, String> schemas = new TreeMap<>();
    for (String topic : new StageNames(plan).sources()) {
      String fingerprint = fingerprints.get(topic);
      if (fingerprint != null) {
        schemas.put(topic, fingerprint);
      }
    }
    return schemas;
  }

  private Optional<SourceSchema> schema(String topic) {
    Optional<String> stream = Topics.streamOf(topic);
    if (stream.isPresent()) {
      return Optional.of(SourceSchema.events(declared(stream.get())));
    }
    return fingerprint(topic).flatMap(cluster.schemas()::find).map(SourceSchema::changes);
  }

  private Optional<String> fingerprint(String topic) {
    String known = fingerprints.get(topic);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<String> found = newest.fingerprint(topic).or(() -> cluster.register().schema(topic));
    found.ifPresent(fingerprint -> fingerprints.put(topic, fingerprint));
    return found;
  }

  private Optional<TableSchema> declared(String stream) {
    return pipeline.stream(stream)
        .flatMap(StreamSettings::schema)
        .filter(schema -> schema.language() == Language.BIGQUERY)
        .map(PipelinePlanning::read);
  }

  private static TableSchema read(Schema schema) {
    try {
      return TableSchema.declared(Files.readAllBytes(schema.file()), List.of());
    } catch (IOException e) {
      throw new HaltException("The schema " + schema.file() + " cannot be read: " + e, REMEDY);
    }
  }
}
