package dev.hayase.benchmarks.faults.stage;

import dev.hayase.benchmarks.faults.workload.Change;
import dev.hayase.benchmarks.faults.workload.Fate;
import dev.hayase.benchmarks.faults.workload.Transaction;
import dev.hayase.benchmarks.faults.workload.Workload;
import dev.hayase.benchmarks.faults.workload.WorkloadTable;
import dev.hayase.event.schema.TableSchema;
import dev.hayase.event.topic.Topics;
import dev.hayase.event.wire.Headers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// Writes a workload on a thread of its own, as the capture does: in Kafka transactions, schemas
/// first. It goes on when the broker comes back; a transaction whose end it did not learn is
/// written once more.
public final class TopicWriter implements AutoCloseable {
  private static final Duration STEP = Duration.ofMillis(20);

  private final String bootstrapServers;
  private final Workload workload;
  private final LongSupplier allowed;
  private final Thread thread;
  private final AtomicLong rows = new AtomicLong();
  private final AtomicLong repeated = new AtomicLong();
  private volatile boolean stopping;
  private volatile @Nullable RuntimeException trouble;

  private TopicWriter(String bootstrapServers, Workload workload, LongSupplier allowed) {
    this.bootstrapServers = bootstrapServers;
    this.workload = workload;
    this.allowed = allowed;
    this.thread = Thread.ofPlatform().name("workload").unstarted(this::run);
  }

  /// Publishes the schemas and begins to write.
  ///
  /// @param allowed how many rows may be written by now
  public static TopicWriter start(
      String bootstrapServers,
      List<WorkloadTable> tables,
      Workload workload,
      LongSupplier allowed) {
    publish(bootstrapServers, tables);
    TopicWriter writer = new TopicWriter(bootstrapServers, workload, allowed);
    writer.thread.start();
    return writer;
  }

  private static void publish(String bootstrapServers, List<WorkloadTable> tables) {
    try (KafkaProducer<byte[], byte[]> schemas =
        producer(Map.of("bootstrap.servers", bootstrapServers, "acks", "all"))) {
      for (WorkloadTable table : tables) {
        for (TableSchema schema : table.versions()) {
          var _ =
              schemas.send(
                  new ProducerRecord<>(
                      Topics.SCHEMAS, utf8(schema.fingerprint().hex()), schema.toJson()));
        }
      }
      schemas.flush();
    }
  }

  /// Rows that are committed so far.
  public long rows() {
    return rows.get();
  }

  /// Transactions that were written once more, because their end was not learnt.
  public long repeated() {
    return repeated.get();
  }

  /// Waits until everything is written.
  public void awaitEnd() throws InterruptedException {
    thread.join();
    Optional.ofNullable(trouble)
        .ifPresent(e -> {
          throw new IllegalStateException("the workload ended early", e);
        });
  }

  /// Whether it still writes.
  public boolean isRunning() {
    return thread.isAlive();
  }

  private void run() {
    @Nullable KafkaProducer<byte[], byte[]> producer = null;
    try {
      while (workload.hasNext() && !stopping) {
        if (rows.get() >= allowed.getAsLong()) {
          Thread.sleep(STEP);
          continue;
        }
        Transaction transaction = workload.next();
        while (!stopping) {
          try {
            if (producer == null) {
              producer = begun();
            }
            write(producer, transaction);
            break;
          } catch (KafkaException e) {
            repeated.incrementAndGet();
            if (producer != null) {
              producer.close(Duration.ZERO);
            }
            producer = null;
          }
        }
        rows.addAndGet(transaction.aborted() ? 0 : transaction.rows());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      trouble = e;
    } finally {
      if (producer != null) {
        producer.close(Duration.ofSeconds(5));
      }
    }
  }

  private KafkaProducer<byte[], byte[]> begun() {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", bootstrapServers);
    settings.put("transactional.id", WorkloadTable.SOURCE);
    settings.put("compression.type", "lz4");
    settings.put("linger.ms", "5");
    KafkaProducer<byte[], byte[]> producer = producer(settings);
    try {
      producer.initTransactions();
      return producer;
    } catch (KafkaException e) {
      producer.close(Duration.ZERO);
      throw e;
    }
  }

  private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> settings) {
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static void write(KafkaProducer<byte[], byte[]> producer, Transaction transaction) {
    producer.beginTransaction();
    for (Change change : transaction.changes()) {
      // The end of the transaction tells whether all of them arrived.
      var _ = producer.send(record(change));
    }
    if (transaction.aborted()) {
      // What is aborted must stand in the log, or nobody would have to leave it out.
      producer.flush();
      producer.abortTransaction();
    } else {
      producer.commitTransaction();
    }
  }

  private static ProducerRecord<byte[], byte[]> record(Change change) {
    String topic = change.table().topic().name();
    ProducerRecord<byte[], byte[]> record =
        switch (change) {
          case Change.Row row ->
              new ProducerRecord<>(topic, row.partition(), utf8(row.key()), utf8(row.value()));
          case Change.Control control ->
              new ProducerRecord<>(topic, control.partition(), null, control.control().toJson());
        };
    header(record, Headers.VERSION, "1");
    header(record, Headers.SEQUENCE, change.sequence().toString());
    switch (change) {
      case Change.Row row -> {
        header(record, Headers.SCHEMA, row.fingerprint());
        header(record, Fate.HEADER, row.fate().code());
        if (row.snapshotId() != null) {
          header(record, Headers.SNAPSHOT, row.snapshotId());
        }
      }
      case Change.Control control ->
          header(record, Headers.CONTROL, control.control().kind().code());
    }
    return record;
  }

  private static void header(ProducerRecord<byte[], byte[]> record, String name, String value) {
    record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  private static byte @Nullable [] utf8(@Nullable String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    stopping = true;
    thread.interrupt();
  }
}
