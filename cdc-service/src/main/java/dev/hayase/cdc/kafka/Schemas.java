package dev.hayase.cdc.kafka;

import dev.hayase.cdc.value.TableShape;
import dev.hayase.event.topic.Topics;
import dev.hayase.pipeline.KafkaCluster;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Publishes table schemas, outside the transactions and ahead of them: a transaction's markers
/// reach partitions in any order, so a schema inside could become visible after its rows.
final class Schemas implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Schemas.class);
  private static final long LIMIT_SECONDS = 60;

  private final KafkaProducer<byte[], byte[]> producer;
  private final Set<String> published = new HashSet<>();

  Schemas(KafkaCluster cluster) {
    this.producer = new KafkaProducer<>(ClientSettings.producer(cluster));
  }

  void publish(TableShape shape) {
    if (published.contains(shape.fingerprint())) {
      return;
    }
    byte[] key = shape.fingerprint().getBytes(StandardCharsets.UTF_8);
    try {
      producer
          .send(new ProducerRecord<>(Topics.SCHEMAS, key, shape.schema().toJson()))
          .get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new KafkaException("The schema " + shape.fingerprint() + " was not accepted", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
    published.add(shape.fingerprint());
    LOG.atInfo().addKeyValue("schema", shape.fingerprint()).log("schema published");
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }
}
