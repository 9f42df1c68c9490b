package dev.hayase.log.stream;

import dev.hayase.event.schema.TableSchema;
import dev.hayase.event.topic.Topics;
import dev.hayase.log.personal.Concealment;
import dev.hayase.log.personal.Encryption;
import dev.hayase.pipeline.Pipeline;
import dev.hayase.pipeline.StreamSettings;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// The streams of the pipeline.
///
/// Thread-safe.
public final class Streams {
  /// So that names that strangers make up do not fill the memory.
  private static final int MOST_UNNAMED = 1_000;

  private final Pipeline pipeline;
  private final Schemas schemas;
  private final Concealment concealment;
  private final Encryption encryption;
  private final Map<String, StreamPlan> plans = new ConcurrentHashMap<>();
  private final Set<String> named;

  public Streams(
      Pipeline pipeline, Schemas schemas, Concealment concealment, Encryption encryption) {
    this.pipeline = pipeline;
    this.schemas = schemas;
    this.concealment = concealment;
    this.encryption = encryption;
    named =
        pipeline.streams().keySet().stream()
            .filter(name -> !name.equals(StreamSettings.ANY))
            .collect(Collectors.toUnmodifiableSet());
    named.forEach(
        name -> pipeline.stream(name).ifPresent(settings -> plans.put(name, plan(name, settings))));
  }

  /// What is declared of the events of streams.
  public interface Schemas {
    /// The table's columns, where the stream declares columns.
    Optional<TableSchema> columns(StreamSettings settings);

    /// What the stream's schema asks of a document.
    SchemaCheck check(StreamSettings settings);
  }

  /// Those that the pipeline names.
  public Set<String> named() {
    return named;
  }

  /// What the stream asks of its events; empty when there is no such stream, and nobody said that
  /// any will do.
  public Optional<StreamPlan> plan(String name) {
    StreamPlan known = plans.get(name);
    if (known != null) {
      return Optional.of(known);
    }
    // The pipeline has settings under the name that stands for all, and that is no stream.
    Optional<StreamSettings> settings = pipeline.stream(name).filter(_ -> Topics.isStream(name));
    if (settings.isEmpty() || plans.size() >= named.size() + MOST_UNNAMED) {
      return Optional.empty();
    }
    return Optional.of(plans.computeIfAbsent(name, n -> plan(n, settings.get())));
  }

  private StreamPlan plan(String name, StreamSettings settings) {
    return new StreamPlan(
        name,
        settings,
        schemas.columns(settings),
        schemas.check(settings),
        concealment,
        encryption);
  }
}
