package dev.hayase.cdc.kafka;

import dev.hayase.cdc.change.ChangeLog;
import dev.hayase.cdc.change.Outgoing;
import dev.hayase.cdc.change.PositionVector;
import dev.hayase.cdc.value.TableShape;
import dev.hayase.event.order.CaptureOrder;
import dev.hayase.event.topic.Topics;
import dev.hayase.event.watermark.Watermark;
import dev.hayase.event.wire.Headers;
import dev.hayase.event.wire.WireVersion;
import dev.hayase.pipeline.KafkaCluster;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A source's own transactional producer. [#open] fences every earlier one of the same source.
///
/// After any failure the log is of no more use: whether the last transaction was committed is known
/// only to the broker, and [Positions] asks it.
public final class TransactionalLog implements ChangeLog, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TransactionalLog.class);
  private static final String ID_PREFIX = "hayase-cdc-";
  private static final byte[] VERSION = utf8(Integer.toString(WireVersion.CURRENT));

  private final String source;
  private final String unwritten;
  private final Topology topology;
  private final InstantSource clock;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Schemas schemas;
  private PositionVector vector = new PositionVector();
  private boolean hasUnwritten;

  private TransactionalLog(KafkaCluster cluster, String source, InstantSource clock) {
    this.source = source;
    this.unwritten = Topics.unwritten(source);
    this.topology = new Topology(cluster);
    this.clock = clock;
    this.producer = new KafkaProducer<>(ClientSettings.transactional(cluster, ID_PREFIX + source));
    this.schemas = new Schemas(cluster);
  }

  /// Takes the source over: an open transaction of an earlier capture is aborted, and what it tries
  /// from now on fails.
  public static TransactionalLog open(KafkaCluster cluster, String source, InstantSource clock) {
    TransactionalLog log = new TransactionalLog(cluster, source, clock);
    try {
      log.producer.initTransactions();
      return log;
    } catch (RuntimeException e) {
      log.close();
      throw e;
    }
  }

  /// Sets where the topics end, as far as this log has not written them itself.
  public void startFrom(PositionVector ends) {
    this.vector = ends;
  }

  @Override
  public void declare(TableShape shape) {
    schemas.publish(shape);
  }

  @Override
  public void write(Batch batch) {
    if (!hasUnwritten && batch.records().stream().anyMatch(Outgoing.Letter.class::isInstance)) {
      topology.ensureUnwritten(source);
      hasUnwritten = true;
    }
    try {
      producer.beginTransaction();
      batch.records().forEach(record -> hand(message(record)));
      batch.through().ifPresent(t -> announce(batch, t));
      batch.answers().forEach(answer -> hand(deletion(answer)));
      hand(new ProducerRecord<>(Topics.OFFSETS, 0, utf8(source), batch.position().toJson()));
      producer.commitTransaction();
    } catch (KafkaException e) {
      if (isTakeover(e) || isTakeover(e.getCause())) {
        throw fenced(e);
      }
      abort(e);
      throw e;
    }
  }

  /// What a producer hears whose transaction was ended by a later `initTransactions`: usually that
  /// it is fenced, and between the two halves of that only that its transaction is no longer there.
  private static boolean isTakeover(@Nullable Throwable failure) {
    return failure instanceof ProducerFencedException
        || failure instanceof InvalidProducerEpochException
        || failure instanceof InvalidTxnStateException;
  }

  private FencedException fenced(KafkaException cause) {
    return new FencedException(
        "another cdc-service has taken over source '%s'".formatted(source), cause);
  }

  private void abort(KafkaException cause) {
    try {
      producer.abortTransaction();
    } catch (KafkaException e) {
      // The next open ends it.
      cause.addSuppressed(e);
      LOG.atDebug().addKeyValue("source", source).log("transaction could not be aborted");
    }
  }

  /// Whether it arrived is known when the transaction is committed, for all at once.
  private void hand(ProducerRecord<byte[], byte[]> record) {
    boolean ofTable = !record.topic().startsWith("hayase.") && !record.topic().equals(unwritten);
    var _ =
        producer.send(
            record,
            (metadata, failure) -> {
              if (failure == null && ofTable) {
                vector.advance(metadata.topic(), metadata.partition(), metadata.offset() + 1);
              }
            });
  }

  private void announce(Batch batch, Instant through) {
    // The positions of this very batch belong to the vector: they are known once it is sent.
    producer.flush();
    long epoch = batch.position().sequence().epoch();
    Set<String> incomplete = batch.position().instructions().incomplete();
    Watermark watermark = vector.watermark(source, epoch, through, incomplete, clock.instant());
    hand(new ProducerRecord<>(Topics.WATERMARKS, 0, utf8(source), watermark.toJson()));
  }

  /// An order that was answered is gone; why it was refused is for whoever follows the topic.
  private ProducerRecord<byte[], byte[]> deletion(Answer answer) {
    ProducerRecord<byte[], byte[]> deletion =
        new ProducerRecord<>(Topics.source(source), 0, utf8(answer.order()), null);
    answer.refusal().ifPresent(why -> header(deletion, CaptureOrder.REFUSAL, utf8(why)));
    return deletion;
  }

  private ProducerRecord<byte[], byte[]> message(Outgoing record) {
    String topic = record.topic().name();
    ProducerRecord<byte[], byte[]> message =
        switch (record) {
          case Outgoing.Row row -> new ProducerRecord<>(topic, row.key(), row.value());
          case Outgoing.Control control ->
              new ProducerRecord<>(topic, control.partition(), null, control.value());
          case Outgoing.Letter letter ->
              new ProducerRecord<>(unwritten, 0, letter.key(), letter.value());
        };
    header(message, Headers.VERSION, VERSION);
    header(message, Headers.SEQUENCE, utf8(record.sequence().toString()));
    switch (record) {
      case Outgoing.Row row -> {
        header(message, Headers.SCHEMA, utf8(row.fingerprint()));
        String snapshotId = row.snapshotId();
        if (snapshotId != null) {
          header(message, Headers.SNAPSHOT, utf8(snapshotId));
        }
      }
      case Outgoing.Control control ->
          header(message, Headers.CONTROL, utf8(control.kind().code()));
      case Outgoing.Letter letter -> {
        header(message, Headers.DEAD_LETTER_CODE, utf8(letter.why().code()));
        header(message, Headers.DEAD_LETTER_REASON, utf8(letter.why().reason()));
        String column = letter.why().column();
        if (column != null) {
          header(message, Headers.DEAD_LETTER_COLUMN, utf8(column));
        }
        header(message, Headers.DEAD_LETTER_REMEDY, utf8(letter.why().remedy()));
        header(message, Headers.DEAD_LETTER_TOPIC, utf8(topic));
        header(
            message,
            Headers.DEAD_LETTER_TIMESTAMP,
            utf8(Long.toString(letter.commitMicros() / 1_000)));
      }
    }
    return message;
  }

  private static void header(ProducerRecord<byte[], byte[]> message, String name, byte[] value) {
    message.headers().add(name, value);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    schemas.close();
    producer.close(Duration.ofSeconds(5));
  }
}
