package dev.hayase.aggregation.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hayase.aggregation.scene.Changes.Change;
import dev.hayase.aggregation.scene.Sales;
import dev.hayase.aggregation.source.SourceFormat;
import dev.hayase.engine.plan.AggregationPlan;
import dev.hayase.engine.plan.StageNames;
import dev.hayase.event.change.ChangeEvent;
import dev.hayase.event.schema.TableSchema;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/// An aggregation without a broker, one partition of everything.
final class Driver implements AutoCloseable {
  private final AggregationPlan plan;
  private final StageNames names;
  private final Progress progress = new Progress();
  private final AtomicBoolean telling;
  private final TopologyTestDriver driver;
  private final Map<String, String> table = new LinkedHashMap<>();

  Driver(AggregationPlan plan, Path folder) {
    this(plan, 1, folder);
  }

  /// @param generation of the build; those after the first are silent until they are told otherwise
  Driver(AggregationPlan plan, int generation, Path folder) {
    this.plan = plan;
    this.names = new StageNames(plan, generation);
    this.telling = new AtomicBoolean(generation == 1);
    Map<String, TableSchema> schemas =
        Stream.of(Sales.PAYMENTS, Sales.PLANS)
            .collect(Collectors.toMap(each -> each.fingerprint().hex(), each -> each));
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, names.application());
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:9092");
    settings.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    this.driver =
        new TopologyTestDriver(
            Topologies.of(
                new Blueprint(
                    plan,
                    Duration.ofSeconds(1),
                    names.generation(),
                    1,
                    9,
                    2,
                    telling::get,
                    _ ->
                        SourceFormat.ofChanges(
                            fingerprint -> Optional.ofNullable(schemas.get(fingerprint))),
                    progress)),
            settings,
            Instant.ofEpochSecond(1_000));
  }

  Driver write(String topic, Change... changes) {
    var input =
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
    for (Change change : changes) {
      RecordHeaders headers = new RecordHeaders();
      change.headers().forEach((name, value) -> headers.add(name, value.getBytes(UTF_8)));
      input.pipeInput(new TestRecord<>(bytes(change.key()), bytes(change.value()), headers));
    }
    return this;
  }

  private static byte @Nullable [] bytes(@Nullable String text) {
    return text == null ? null : text.getBytes(UTF_8);
  }

  /// Its results are those that are told from now on: the first part is.
  Driver takeOver() {
    telling.set(true);
    return nextPart();
  }

  /// So much time passes that more may be told.
  Driver nextPart() {
    driver.advanceWallClockTime(Duration.ofSeconds(1));
    return this;
  }

  /// The groups are told that everything through the instant is known.
  Driver through(Instant instant) {
    String micros = instant.getEpochSecond() + "000000";
    driver
        .createInputTopic(names.time(), new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(null, micros.getBytes(UTF_8));
    return this;
  }

  /// The output's table as a reader has it now: key to row.
  Map<String, String> table() {
    driver.advanceWallClockTime(Duration.ofSeconds(1));
    for (TestRecord<byte[], byte[]> record : records(names.output())) {
      ChangeEvent event = ChangeEvent.fromJson(record.value());
      String key = new String(record.key(), UTF_8);
      if (event.after() == null) {
        table.remove(key);
      } else {
        String value = new String(record.value(), UTF_8);
        table.put(
            key, value.substring(value.indexOf("\"after\":") + 8, value.indexOf(",\"source\"")));
      }
    }
    return Map.copyOf(table);
  }

  List<TestRecord<byte[], byte[]>> late() {
    return records(names.late());
  }

  List<TestRecord<byte[], byte[]>> letters() {
    return records(names.letters());
  }

  List<TestRecord<byte[], byte[]>> records(String topic) {
    return driver
        .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList();
  }

  StageNames names() {
    return names;
  }

  AggregationPlan plan() {
    return plan;
  }

  Progress progress() {
    return progress;
  }

  @Override
  public void close() {
    driver.close();
  }
}
