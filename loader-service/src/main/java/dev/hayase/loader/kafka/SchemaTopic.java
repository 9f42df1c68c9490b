package dev.hayase.loader.kafka;

import dev.hayase.event.schema.TableSchema;
import dev.hayase.event.topic.Topics;
import dev.hayase.frame.kafka.PublishedSchemas;
import dev.hayase.records.format.Schemas;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;

/// The topic `hayase.schemas`, as the pure rooms ask for it.
final class SchemaTopic implements Schemas, AutoCloseable {
  private final PublishedSchemas published;

  SchemaTopic(Supplier<Consumer<byte[], byte[]>> connector) {
    this.published = new PublishedSchemas(connector);
  }

  @Override
  public Optional<TableSchema> find(String fingerprint) {
    try {
      return published.find(fingerprint);
    } catch (KafkaException e) {
      throw new SchemasUnavailableException(
          "The topic " + Topics.SCHEMAS + " could not be read: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    published.close();
  }
}
