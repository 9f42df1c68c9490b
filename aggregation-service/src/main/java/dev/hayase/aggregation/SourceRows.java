package dev.hayase.aggregation;

import dev.hayase.aggregation.kafka.Cluster;
import dev.hayase.aggregation.kafka.HaltException;
import dev.hayase.engine.plan.SourceSchema;
import dev.hayase.engine.plan.SourceSchemas;
import dev.hayase.event.aggregation.Build;
import dev.hayase.event.schema.TableSchema;
import dev.hayase.event.topic.ChangeTopic;
import dev.hayase.event.topic.Topics;
import dev.hayase.frame.kafka.NewestSchemas;
import dev.hayase.pipeline.Pipeline;
import dev.hayase.pipeline.StreamSettings;
import dev.hayase.pipeline.StreamSettings.Language;
import dev.hayase.pipeline.StreamSettings.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What the rows of sources look like, and looked like: those of streams by their files, those of
/// tables by the newest record.
final class SourceRows implements SourceSchemas {
  private static final String REMEDY = "Correct the pipeline file and start again";

  private final Pipeline pipeline;
  private final Cluster cluster;
  private final NewestSchemas newest;

  /// Once known, a schema is that of this process's life: a plan does not change while it runs.
  private final Map<String, String> fingerprints = new ConcurrentHashMap<>();

  SourceRows(Pipeline pipeline, Cluster cluster) {
    this.pipeline = pipeline;
    this.cluster = cluster;
    this.newest = new NewestSchemas(pipeline.kafka());
  }

  /// Of tables and streams; what other aggregations tell follows from their plans.
  @Override
  public Optional<SourceSchema> find(String topic) {
    return Topics.streamOf(topic).isPresent()
        ? Optional.of(SourceSchema.events(published(topic)))
        : published(topic).map(SourceSchema::changes);
  }

  /// The schema of a table's or a stream's rows, published; empty while no row of the table has
  /// come, and of streams that have none.
  Optional<TableSchema> published(String topic) {
    Optional<String> stream = Topics.streamOf(topic);
    if (stream.isPresent()) {
      Optional<TableSchema> declared = declared(stream.get());
      declared.ifPresent(cluster.schemas()::publish);
      return declared;
    }
    return fingerprint(topic).flatMap(cluster.schemas()::find);
  }

  /// What a source's rows looked like when a build was made.
  Optional<SourceSchema> kept(String topic, Build build) {
    Optional<TableSchema> rows =
        Optional.ofNullable(build.schemas().get(topic)).flatMap(cluster.schemas()::find);
    return Topics.streamOf(topic).isPresent()
        ? Optional.of(SourceSchema.events(rows))
        : rows.map(SourceSchema::changes);
  }

  /// What a source's rows look like now; of another aggregation those that it tells now. Empty
  /// where nobody says, as of streams without a schema.
  Optional<TableSchema> now(String topic) {
    return Topics.aggregationOf(topic)
        .map(other ->
            cluster
                .register()
                .live(other)
                .flatMap(build -> Optional.ofNullable(build.schemas().get(topic)))
                .flatMap(cluster.schemas()::find))
        .orElseGet(() -> published(topic).flatMap(_ -> find(topic)).map(SourceSchema::schema));
  }

  /// Whether the pipeline has somebody that writes to a topic.
  boolean isFed(String topic) {
    Optional<String> stream = Topics.streamOf(topic);
    Optional<String> other = Topics.aggregationOf(topic);
    if (stream.isPresent()) {
      return pipeline.stream(stream.get()).isPresent();
    }
    return other.isPresent()
        ? pipeline.aggregations().containsKey(other.get())
        : ChangeTopic.parse(topic).filter(this::isCaptured).isPresent();
  }

  private boolean isCaptured(ChangeTopic table) {
    return pipeline
        .source(table.source())
        .filter(source -> source.captures(table.schema(), table.table()))
        .isPresent();
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
        .map(SourceRows::read);
  }

  private static TableSchema read(Schema schema) {
    try {
      return TableSchema.declared(Files.readAllBytes(schema.file()), List.of());
    } catch (IOException e) {
      throw new HaltException("The schema " + schema.file() + " cannot be read: " + e, REMEDY);
    }
  }
}
