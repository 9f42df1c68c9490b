package dev.hayase.benchmarks.aggregation;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.hayase.event.SequenceNumber;
import dev.hayase.event.change.ChangeEvent;
import dev.hayase.event.change.Operation;
import dev.hayase.event.change.Origin;
import dev.hayase.event.change.RowImage;
import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.event.schema.TableSchema;
import dev.hayase.event.topic.Topics;
import dev.hayase.event.wire.Headers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Updates of a table of memberships, each of which says when it was made: `created`, the column
/// from which the sink knows a row's age.
final class Updates implements AutoCloseable {
  static final String TOPIC = "shop.public.memberships";
  static final int PARTITIONS = 4;

  private static final TableSchema SCHEMA =
      new TableSchema(
          List.of(
              Column.nullable("learner", ColumnType.INT64),
              Column.nullable("plan", ColumnType.STRING),
              Column.nullable("created", ColumnType.INT64)),
          List.of("learner"),
          new TreeMap<>());
  private static final byte[] FINGERPRINT = SCHEMA.fingerprint().hex().getBytes(US_ASCII);
  private static final int LEARNERS = 20_000;
  private static final long SEED = 20_261_124;
  private static final long EPOCH = 1_767_225_600L;
  private static final long STEP_NANOS = 2_000_000;

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final KafkaProducer<byte[], byte[]> producer;
  private long written;

  Updates(String bootstrapServers) {
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "compression.type", "lz4"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    var _ = producer.send(new ProducerRecord<>(Topics.SCHEMAS, FINGERPRINT, SCHEMA.toJson()));
    producer.flush();
  }

  /// Writes for a while, so many updates a second.
  void pace(double updatesPerSecond, Duration length) {
    long start = System.nanoTime();
    long first = written;
    long elapsed;
    while ((elapsed = System.nanoTime() - start) < length.toNanos()) {
      long due = first + (long) (elapsed * updatesPerSecond / 1e9);
      while (written < due) {
        write();
      }
      LockSupport.parkNanos(STEP_NANOS);
    }
    producer.flush();
  }

  private void write() {
    int learner = random.nextInt(LEARNERS);
    long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    RowImage row =
        RowImage.of(
            String.format(
                Locale.ROOT,
                "{\"learner\":%d,\"plan\":\"plan %d\",\"created\":%d}",
                learner,
                random.nextInt(9),
                now));
    byte[] value =
        new ChangeEvent(
                Operation.UPDATE,
                null,
                row,
                new Origin(
                    "postgresql",
                    Sales.SOURCE,
                    Sales.SOURCE,
                    "public",
                    "memberships",
                    now,
                    false,
                    1L,
                    1L))
            .toJson(now);
    byte[] key = "{\"learner\":%d}".formatted(learner).getBytes(US_ASCII);
    var record = new ProducerRecord<>(TOPIC, learner % PARTITIONS, key, value);
    record.headers().add(Headers.VERSION, new byte[] {'1'});
    record.headers().add(Headers.SCHEMA, FINGERPRINT);
    record
        .headers()
        .add(Headers.SEQUENCE, new SequenceNumber(EPOCH, written).toString().getBytes(US_ASCII));
    var _ = producer.send(record);
    written++;
  }

  @Override
  public void close() {
    producer.close();
  }
}
