package dev.hayase.aggregation.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hayase.engine.plan.PlanChange;
import dev.hayase.engine.plan.PlanParts;
import dev.hayase.event.aggregation.Build;
import dev.hayase.event.topic.Topics;
import dev.hayase.event.wire.MalformedRecordException;
import dev.hayase.pipeline.KafkaCluster;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/// What each aggregation was built from: the topic `hayase.aggregations`. State that was computed
/// by one declaration means nothing to another.
public final class PlanRegister implements AutoCloseable {
  /// What stands in the keys of records that say something else than what is built; no aggregation
  /// has it in its name.
  private static final char NOT_OURS = '/';

  private final KafkaCluster cluster;
  private final Map<String, byte[]> records = new ConcurrentHashMap<>();
  private final TopicTail tail;

  public PlanRegister(KafkaCluster cluster) {
    this.cluster = cluster;
    this.tail =
        new TopicTail(
            Topics.AGGREGATIONS,
            () -> new KafkaConsumer<>(ClientSettings.consumer(cluster)),
            this::take);
  }

  /// The build that is there, or this one, which is registered then. A declaration that has changed
  /// without making the state wrong is registered in place of the earlier one.
  ///
  /// @throws HaltException when the state that is there means something else than `wanted`
  public Build confirm(String name, Build wanted) {
    tail.catchUp();
    if (!records.containsKey(name)) {
      put(name, wanted);
      // Of two that were first at once, all take the later one.
      tail.catchUp();
    }
    Build present = build(name).orElse(wanted);
    PlanChange change =
        PlanChange.between(PlanParts.parse(present.parts()), PlanParts.parse(wanted.parts()));
    if (change instanceof PlanChange.Rebuild rebuild) {
      throw new HaltException(
          "It is declared in another way than its state was built by: "
              + String.join("; ", rebuild.why()),
          "Build it anew (./hayase aggregation rebuild), or declare it as it was");
    }
    if (!present.partitions().equals(wanted.partitions())) {
      throw new HaltException(
          "The partitions of its sources were %s and are %s: rows have moved among them"
              .formatted(present.partitions(), wanted.partitions()),
          "Build it anew (./hayase aggregation rebuild)");
    }
    if (change instanceof PlanChange.Continues) {
      Build continued =
          new Build(
              present.generation(),
              wanted.parts(),
              present.epoch(),
              present.partitions(),
              wanted.schemas());
      put(name, continued);
      return continued;
    }
    return present;
  }

  /// What the rows of a topic looked like when something was built from it, for when no record of
  /// it is left.
  public Optional<String> schema(String topic) {
    tail.catchUp();
    return records.keySet().stream()
        .flatMap(name -> build(name).stream())
        .flatMap(build -> Optional.ofNullable(build.schemas().get(topic)).stream())
        .findFirst();
  }

  private void put(String name, Build build) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(ClientSettings.producer(cluster))) {
      var _ =
          Answers.of(
              producer.send(
                  new ProducerRecord<>(Topics.AGGREGATIONS, name.getBytes(UTF_8), build.toJson())));
    }
  }

  private Optional<Build> build(String name) {
    byte[] value = records.get(name);
    try {
      return value == null ? Optional.empty() : Optional.of(Build.fromJson(value));
    } catch (MalformedRecordException e) {
      throw new HaltException(
          "The topic %s says of it what this version does not understand: %s"
              .formatted(Topics.AGGREGATIONS, e.getMessage()),
          "Upgrade the aggregation-service");
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    String name = new String(record.key(), UTF_8);
    byte[] value = record.value();
    if (value == null) {
      records.remove(name);
    } else if (name.indexOf(NOT_OURS) < 0) {
      records.put(name, value);
    }
  }

  @Override
  public void close() {
    tail.close();
  }
}
