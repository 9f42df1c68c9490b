package dev.hayase.aggregation.kafka;

import dev.hayase.engine.plan.PlanChange;
import dev.hayase.engine.plan.PlanParts;
import dev.hayase.event.aggregation.AggregationBook;
import dev.hayase.event.aggregation.AggregationBook.Entry;
import dev.hayase.event.aggregation.Build;
import dev.hayase.event.aggregation.Rebuild;
import dev.hayase.event.topic.Topics;
import dev.hayase.event.wire.MalformedRecordException;
import dev.hayase.frame.kafka.Answers;
import dev.hayase.frame.kafka.EveryClient;
import dev.hayase.frame.kafka.TopicTail;
import dev.hayase.pipeline.KafkaCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/// What each aggregation was built from, and which are to be built anew: the topic
/// `hayase.aggregations`. State that was computed by one declaration means nothing to another.
///
/// Thread-safe. Each method throws a [org.apache.kafka.common.KafkaException] when Kafka does not
/// answer, and a [HaltException] when what stands there cannot be understood.
public final class PlanRegister implements AutoCloseable {
  /// Shorter than anybody waits between two looks, so that each sees what is new.
  private static final Duration FRESH = Duration.ofMillis(900);

  private final KafkaCluster cluster;
  private final AggregationBook book = new AggregationBook();
  private final TopicTail tail;

  private final Object sharing = new Object();

  /// When those who share a reading were served last, by [System#nanoTime].
  private @Nullable Long read;

  public PlanRegister(KafkaCluster cluster) {
    this.cluster = cluster;
    this.tail =
        new TopicTail(
            Topics.AGGREGATIONS,
            () -> new KafkaConsumer<>(EveryClient.reader(cluster)),
            record -> book.accept(record.key(), record.value()));
  }

  /// Where an aggregation stands.
  ///
  /// @param live the generation whose results are told
  /// @param previous the one before, if its state is kept
  public record Standing(int live, Optional<Rebuild> rebuild, Optional<Integer> previous) {}

  /// As it is now.
  public Standing standing(String name) {
    tail.catchUp();
    return known(name);
  }

  /// As it was within the last second: those who look again and again share one reading.
  public Standing recent(String name) {
    synchronized (sharing) {
      long now = System.nanoTime();
      Long before = read;
      if (before == null || now - before >= FRESH.toNanos()) {
        tail.catchUp();
        read = now;
      }
    }
    return known(name);
  }

  private Standing known(String name) {
    return understood(() ->
        new Standing(
            book.live(name).map(Build::generation).orElse(1),
            book.rebuild(name),
            book.previous(name).map(Build::generation)));
  }

  /// The build of that generation, be it live or on its way; empty before it is registered.
  public Optional<Build> build(String name, int generation) {
    tail.catchUp();
    return understood(() ->
        book.live(name)
            .filter(build -> build.generation() == generation)
            .or(() -> book.building(name).filter(build -> build.generation() == generation)));
  }

  /// The build whose results are told; empty before there is any.
  public Optional<Build> live(String name) {
    tail.catchUp();
    return understood(() -> book.live(name));
  }

  /// Whether a generation may tell its results, as far as was read last.
  public boolean mayTell(String name, int generation) {
    return understood(() -> book.mayTell(name, generation));
  }

  /// The build of that generation that is there, or this one, which is registered then. A
  /// declaration that has changed without making the state wrong is registered in place of the
  /// earlier one.
  ///
  /// @throws NotYetException when another instance has registered a state that means something else
  /// @throws HaltException when rows have moved among partitions
  public Build confirm(String name, Build wanted) {
    Entry entry = wanted.generation() == standing(name).live() ? Entry.LIVE : Entry.BUILDING;
    if (present(name, wanted, entry).isEmpty()) {
      put(name, entry, wanted.toJson());
      // Of two that were first at once, all take the later one.
      tail.catchUp();
    }
    Build present = present(name, wanted, entry).orElse(wanted);
    PlanChange change = PlanChange.between(parts(present), parts(wanted));
    if (change instanceof PlanChange.Rebuild) {
      throw new NotYetException("Another instance has begun it by another declaration");
    }
    if (!present.partitions().equals(wanted.partitions())) {
      throw new HaltException(
          "The partitions of its sources were %s and are %s: rows have moved among them"
              .formatted(present.partitions(), wanted.partitions()),
          "Build it anew (./hayase aggregation rebuild)");
    }
    if (change instanceof PlanChange.Continues
        || !wanted.declaration().equals(present.declaration())) {
      Build continued =
          new Build(
              present.generation(),
              wanted.parts(),
              present.epoch(),
              present.partitions(),
              wanted.schemas(),
              wanted.declaration());
      put(name, entry, continued.toJson());
      return continued;
    }
    return present;
  }

  private Optional<Build> present(String name, Build wanted, Entry entry) {
    return understood(() -> entry == Entry.LIVE ? book.live(name) : book.building(name))
        .filter(build -> build.generation() == wanted.generation());
  }

  /// Whether the build is registered as it was confirmed: of two instances that were first at once
  /// the later one's stands.
  public boolean stands(String name, Build confirmed) {
    return build(name, confirmed.generation()).equals(Optional.of(confirmed));
  }

  /// What a build's state means.
  public static PlanParts parts(Build build) {
    return understood(() -> PlanParts.parse(build.parts()));
  }

  /// A generation that was built anew is complete through an instant. If that is enough, its
  /// results are those that are told from now on, once the generation before has fallen silent: see
  /// [#finish].
  ///
  /// @param enough whether it is, for an order
  public void takeOver(String name, int generation, Enough enough) {
    Standing standing = standing(name);
    Optional<Build> building = understood(() -> book.building(name));
    boolean due =
        standing.live() < generation
            && standing.rebuild().filter(order -> order.generation() == generation).isPresent()
            && building.filter(build -> build.generation() == generation).isPresent()
            && enough.of(standing.rebuild().orElseThrow().ordered());
    if (due) {
      Optional<Build> before = understood(() -> book.live(name));
      if (before.isPresent()) {
        put(name, Entry.PREVIOUS, before.get().toJson());
      }
      put(name, Entry.LIVE, building.orElseThrow().toJson());
    }
  }

  /// Decides whether a generation may take over.
  @FunctionalInterface
  public interface Enough {
    boolean of(Instant ordered);
  }

  /// The generation before has fallen silent: the order is carried out.
  public void finish(String name) {
    put(name, Entry.BUILDING, null);
    put(name, Entry.REBUILD, null);
  }

  /// What the rows of a topic looked like when something was built from it, for when no record of
  /// it is left.
  public Optional<String> schema(String topic) {
    tail.catchUp();
    return book.aggregations().stream()
        .flatMap(name -> understood(() -> book.live(name)).stream())
        .flatMap(build -> Optional.ofNullable(build.schemas().get(topic)).stream())
        .findFirst();
  }

  private void put(String name, Entry entry, byte @Nullable [] value) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(ClientSettings.producer(cluster))) {
      var _ =
          Answers.of(
              producer.send(new ProducerRecord<>(Topics.AGGREGATIONS, entry.key(name), value)));
    }
  }

  private static <T> T understood(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (MalformedRecordException | IllegalArgumentException e) {
      throw new HaltException(
          "The topic %s says of it what this version does not understand: %s"
              .formatted(Topics.AGGREGATIONS, e.getMessage()),
          "Upgrade the aggregation-service");
    }
  }

  @Override
  public void close() {
    tail.close();
  }
}
