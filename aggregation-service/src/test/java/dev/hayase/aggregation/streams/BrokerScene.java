package dev.hayase.aggregation.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hayase.aggregation.PipelinePlanning;
import dev.hayase.aggregation.kafka.Cluster;
import dev.hayase.aggregation.kafka.TimeKeeper;
import dev.hayase.aggregation.scene.Changes.Change;
import dev.hayase.aggregation.source.SourceFormat;
import dev.hayase.engine.plan.AggregationPlan;
import dev.hayase.engine.plan.PlanParts;
import dev.hayase.event.SequenceNumber;
import dev.hayase.event.aggregation.AggregationBook;
import dev.hayase.event.aggregation.AggregationBook.Entry;
import dev.hayase.event.aggregation.Build;
import dev.hayase.event.change.ChangeEvent;
import dev.hayase.event.control.ControlRecord;
import dev.hayase.event.schema.TableSchema;
import dev.hayase.event.topic.Topics;
import dev.hayase.event.watermark.Completeness;
import dev.hayase.event.watermark.Watermark;
import dev.hayase.event.wire.Headers;
import dev.hayase.local.SharedBroker;
import dev.hayase.pipeline.KafkaCluster;
import dev.hayase.pipeline.Pipeline;
import dev.hayase.pipeline.PipelineFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// A source on a real broker, and what follows from it.
final class BrokerScene implements AutoCloseable {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  /// Small enough for a build's takeover to have many.
  private static final int PART = 3;

  private static final long MEMORY = 32 << 20;
  private static final SequenceNumber NEVER = new SequenceNumber(0, 0);

  private final String source =
      "shop" + ProcessHandle.current().pid() + "x" + NUMBER.incrementAndGet();
  private final KafkaCluster kafka =
      new KafkaCluster(SharedBroker.bootstrapServers(), 2, OptionalInt.empty(), Map.of());
  private final Admin admin = Admin.create(kafka.clientProperties());
  private final KafkaProducer<byte[], byte[]> producer =
      new KafkaProducer<>(settings(kafka), new ByteArraySerializer(), new ByteArraySerializer());
  private final Map<String, Map<Integer, Long>> ends = new TreeMap<>();
  private final List<Future<RecordMetadata>> sent = new ArrayList<>();
  private long micros = 1_700_000_000_000_000L;

  /// What a producer once took of its buffer it keeps: little, so that the heap of those who are
  /// measured is not ours.
  private static Map<String, Object> settings(KafkaCluster kafka) {
    Map<String, Object> settings = new HashMap<>(kafka.clientProperties());
    settings.put("buffer.memory", 1024 * 1024);
    return settings;
  }

  String source() {
    return source;
  }

  String bootstrap() {
    return kafka.bootstrapServers();
  }

  /// Creates a change topic of the source.
  String topic(String table, int partitions) throws Exception {
    String name = source + ".public." + table;
    admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1))).all().get();
    ends.put(name, new TreeMap<>());
    return name;
  }

  /// What retention does.
  void deleteBefore(String topic, long offset) throws Exception {
    admin
        .deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(offset)))
        .all()
        .get();
  }

  void morePartitions(String topic, int partitions) throws Exception {
    admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions))).all().get();
  }

  void publish(TableSchema... schemas) {
    try (Cluster cluster = new Cluster(kafka)) {
      cluster.topics().ensureShared();
      for (TableSchema schema : schemas) {
        cluster.schemas().publish(schema);
      }
    }
  }

  void write(String topic, Change change) throws Exception {
    write(topic, change, null);
  }

  void write(String topic, Change change, @Nullable Integer partition) throws Exception {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic, partition, bytes(change.key()), bytes(change.value()));
    change.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
    RecordMetadata at = producer.send(record).get();
    ends.getOrDefault(topic, new TreeMap<>()).put(at.partition(), at.offset() + 1);
  }

  /// Writes without waiting; [#flush] does.
  void send(String topic, Change change, int partition) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic, partition, bytes(change.key()), bytes(change.value()));
    change.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
    sent.add(producer.send(record));
  }

  /// Waits for what was sent.
  void flush() throws Exception {
    for (Future<RecordMetadata> each : sent) {
      RecordMetadata at = each.get();
      ends.getOrDefault(at.topic(), new TreeMap<>())
          .merge(at.partition(), at.offset() + 1, Math::max);
    }
    sent.clear();
  }

  /// Says that everything so far is all through an instant, a second after the one before.
  Instant watermark() throws Exception {
    micros += 1_000_000;
    Instant through = Instant.ofEpochSecond(micros / 1_000_000);
    Watermark watermark = Watermark.of(source, 1, through, true, ends, Set.of());
    var _ =
        producer
            .send(
                new ProducerRecord<>(
                    Topics.WATERMARKS, 0, source.getBytes(UTF_8), watermark.toJson()))
            .get();
    return through;
  }

  private static byte @Nullable [] bytes(@Nullable String text) {
    return text == null ? null : text.getBytes(UTF_8);
  }

  /// An instance of the service, as far as it is about aggregations.
  final class Instance implements AutoCloseable {
    private final Cluster cluster = new Cluster(kafka);
    private final Aggregations aggregations;
    private final TimeKeeper time;

    private Instance(
        Set<String> names,
        Function<Cluster, Planning> planner,
        Path state,
        int standbys,
        long memory) {
      StreamsSettings settings =
          new StreamsSettings(
              kafka, state, "localhost:1", standbys, 1, PART, new Memory.Shared(memory));
      Preparation preparation = new Preparation(cluster);
      Planning planning = planner.apply(cluster);
      aggregations =
          new Aggregations(
              names.stream()
                  .map(name ->
                      new Aggregation(
                          name,
                          planning,
                          settings,
                          preparation,
                          _ -> SourceFormat.ofChanges(cluster.schemas()),
                          InstantSource.system()))
                  .toList());
      time =
          new TimeKeeper(kafka, cluster.register(), aggregations::followed, InstantSource.system());
    }

    Aggregations aggregations() {
      return aggregations;
    }

    @Override
    public void close() {
      time.close();
      aggregations.close();
      cluster.close();
    }
  }

  Instance start(AggregationPlan plan, Path state, int standbys) {
    Declared declared =
        new Declared(
            plan, Duration.ofMillis(200), PlanParts.of(plan), new TreeMap<>(), Optional.empty());
    return new Instance(Set.of(plan.name()), _ -> new Given(declared), state, standbys, MEMORY);
  }

  /// With a pipeline file.
  Instance start(Path file, Path state) {
    return start(file, state, MEMORY);
  }

  /// @param memory bytes of state in memory
  Instance start(Path file, Path state, long memory) {
    Pipeline pipeline = PipelineFile.read(file);
    return new Instance(
        pipeline.aggregations().keySet(),
        cluster -> new PipelinePlanning(pipeline, cluster),
        state,
        0,
        memory);
  }

  /// A plan that nobody has declared, as versions had them that did not keep declarations.
  private record Given(Declared declared) implements Planning {
    @Override
    public Declared plan(String name) {
      return declared;
    }

    @Override
    public Declared plan(String name, Build build) {
      throw new IllegalStateException("No declaration is kept");
    }
  }

  /// Gives an operator's order, or takes it back.
  void order(String aggregation, Entry entry, byte @Nullable [] value) throws Exception {
    var _ =
        producer
            .send(new ProducerRecord<>(Topics.AGGREGATIONS, entry.key(aggregation), value))
            .get();
  }

  /// What stands in the topic of builds.
  AggregationBook book() {
    AggregationBook book = new AggregationBook();
    records(Topics.AGGREGATIONS).forEach(record -> book.accept(record.key(), record.value()));
    return book;
  }

  /// A topic's table as a reader has it that reads it to its end: key to row. At the end of a
  /// snapshot in all partitions what is older is forgotten.
  Map<String, String> table(String topic) {
    Map<String, String> table = new HashMap<>();
    Map<String, SequenceNumber> numbers = new HashMap<>();
    Map<ControlRecord, Integer> copies = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records(topic)) {
      if (record.headers().lastHeader(Headers.CONTROL) != null) {
        ControlRecord control = ControlRecord.fromJson(record.value());
        if (copies.merge(sameOfAll(control), 1, Integer::sum) == control.partitions()) {
          table
              .keySet()
              .removeIf(key -> numbers.getOrDefault(key, NEVER).compareTo(control.cutoff()) < 0);
        }
        continue;
      }
      String key = new String(record.key(), UTF_8);
      SequenceNumber number =
          SequenceNumber.parse(
              new String(record.headers().lastHeader(Headers.SEQUENCE).value(), UTF_8));
      if (number.compareTo(numbers.getOrDefault(key, NEVER)) < 0) {
        // Of another build, in another partition.
        continue;
      }
      numbers.put(key, number);
      String value = new String(record.value(), UTF_8);
      if (ChangeEvent.fromJson(record.value()).after() == null) {
        table.remove(key);
      } else {
        table.put(
            key, value.substring(value.indexOf("\"after\":") + 8, value.indexOf(",\"source\"")));
      }
    }
    return table;
  }

  /// Copies are written at different times.
  private static ControlRecord sameOfAll(ControlRecord copy) {
    return switch (copy) {
      case ControlRecord.SnapshotStart s ->
          new ControlRecord.SnapshotStart(
              s.topic(), s.partitions(), 0, s.snapshotId(), s.startedAt());
      case ControlRecord.SnapshotEnd s ->
          new ControlRecord.SnapshotEnd(
              s.topic(), s.partitions(), 0, s.snapshotId(), s.startedAt());
      case ControlRecord.Truncate t -> t;
    };
  }

  /// Through which instant who has read the topic to its end is complete.
  Optional<Instant> through(String topic) {
    Completeness completeness = new Completeness();
    records(Topics.WATERMARKS)
        .forEach(record -> completeness.accept(Watermark.fromJson(record.value())));
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      Map<Integer, Long> positions = new HashMap<>();
      consumer
          .endOffsets(partitions(consumer, topic))
          .forEach((partition, end) -> positions.put(partition.partition(), end));
      return completeness.through(topic, positions);
    }
  }

  List<ConsumerRecord<byte[], byte[]>> records(String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      List<TopicPartition> partitions = partitions(consumer, topic);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> stop = consumer.endOffsets(partitions);
      List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
      while (stop.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(200)).forEach(all::add);
      }
      return all;
    }
  }

  private static List<TopicPartition> partitions(
      KafkaConsumer<byte[], byte[]> consumer, String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(info -> new TopicPartition(topic, info.partition()))
        .toList();
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    Map<String, Object> settings = new HashMap<>(kafka.clientProperties());
    settings.put("isolation.level", "read_committed");
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public void close() {
    producer.close();
    admin.close();
  }
}
