package dev.hayase.log.stream;

import dev.hayase.event.schema.TableSchema;
import dev.hayase.event.topic.Topics;
import dev.hayase.log.event.Delivery;
import dev.hayase.log.event.Document;
import dev.hayase.log.event.EventIds;
import dev.hayase.log.event.Judged;
import dev.hayase.log.event.Offered;
import dev.hayase.log.event.Quarantined;
import dev.hayase.log.event.Quarantined.Code;
import dev.hayase.log.personal.Concealment;
import dev.hayase.log.personal.Encryption;
import dev.hayase.pipeline.Pipeline;
import dev.hayase.pipeline.StreamSettings;
import java.util.List;
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

  /// Judges anew what was quarantined. It keeps its sender and the time at which it was received,
  /// and its id, unless it has one of its own that could not be read before.
  ///
  /// @throws IllegalArgumentException when there is no such stream, or it is encrypted by a key
  ///   that is not known
  public Judged again(Quarantined event) {
    StreamSettings settings =
        pipeline.stream(event.stream())
            .orElseThrow(() -> new IllegalArgumentException("There is no such stream"));
    if (event.code() == Code.UNREADABLE) {
      // Its protocol cannot be asked any more, and what it would have become is not known.
      return new Judged.Unfit(event);
    }
    byte[] value =
        event.encryptedBy().isEmpty()
            ? event.value()
            : encryption.decrypt(event.encryptedBy(), event.value());
    Offered offered =
        new Offered(
            event.stream(),
            Document.of(value),
            event.code() == Code.NO_ID && settings.identity().required()
                ? Optional.empty()
                : Optional.of(event.id()),
            Optional.empty(),
            Optional.empty());
    Delivery delivery =
        new Delivery(
            event.source(),
            event.dialect(),
            event.received(),
            Optional.empty(),
            Optional.empty(),
            List.of(offered));
    StreamPlan plan =
        switch (event.code()) {
          case MALFORMED, TOO_LARGE -> plan(event.stream(), settings);
          case UNREADABLE, SCHEMA, NO_ID, BAD_TIME, REFUSED ->
              // It was read: what is personal is concealed, what is unknown is put apart.
              new StreamPlan(
                  event.stream(),
                  settings,
                  Optional.empty(),
                  schemas.check(settings),
                  concealment.again(),
                  encryption);
        };
    return plan.judge(offered, delivery, new EventIds(delivery));
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
