package dev.hayase.cli.topics;

import dev.hayase.engine.plan.SourceSchema;
import dev.hayase.engine.plan.SourceSchemas;
import dev.hayase.event.schema.TableSchema;
import dev.hayase.event.topic.Topics;
import dev.hayase.frame.kafka.NewestSchemas;
import dev.hayase.frame.kafka.PublishedSchemas;
import dev.hayase.pipeline.Pipeline;
import dev.hayase.pipeline.StreamSettings;
import dev.hayase.pipeline.StreamSettings.Language;
import dev.hayase.pipeline.StreamSettings.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/// What the rows of topics look like now: of streams by their files, of tables by the newest
/// record.
public final class RowSchemas implements SourceSchemas, AutoCloseable {
  private final Pipeline pipeline;
  private final PublishedSchemas published;
  private final NewestSchemas newest;

  public RowSchemas(Pipeline pipeline) {
    this.pipeline = pipeline;
    this.published = new PublishedSchemas(() -> TopicReader.consumer(pipeline.kafka()));
    this.newest = new NewestSchemas(pipeline.kafka());
  }

  @Override
  public Optional<SourceSchema> find(String topic) {
    Optional<String> stream = Topics.streamOf(topic);
    return stream.isPresent()
        ? Optional.of(SourceSchema.events(declared(stream.get())))
        : newest.fingerprint(topic).flatMap(published::find).map(SourceSchema::changes);
  }

  private Optional<TableSchema> declared(String stream) {
    return pipeline.stream(stream)
        .flatMap(StreamSettings::schema)
        .filter(schema -> schema.language() == Language.BIGQUERY)
        .map(RowSchemas::read);
  }

  private static TableSchema read(Schema schema) {
    try {
      return TableSchema.declared(Files.readAllBytes(schema.file()), List.of());
    } catch (IOException e) {
      throw new UncheckedIOException("The schema " + schema.file() + " cannot be read", e);
    }
  }

  @Override
  public void close() {
    published.close();
  }
}
