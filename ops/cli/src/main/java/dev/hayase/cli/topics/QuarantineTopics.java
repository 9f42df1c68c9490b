package dev.hayase.cli.topics;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hayase.cli.quarantine.QuarantineBook;
import dev.hayase.cli.quarantine.QuarantinedEvent;
import dev.hayase.event.topic.Topics;
import dev.hayase.event.wire.EventHeaders;
import dev.hayase.frame.kafka.EveryClient;
import dev.hayase.pipeline.KafkaCluster;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/// The quarantines of a cluster's streams.
public final class QuarantineTopics {
  private final KafkaCluster cluster;

  public QuarantineTopics(KafkaCluster cluster) {
    this.cluster = cluster;
  }

  /// The streams that have one.
  public List<String> streams() {
    try (KafkaConsumer<byte[], byte[]> consumer = TopicReader.consumer(cluster)) {
      Set<String> all = consumer.listTopics().keySet();
      return all.stream()
          .flatMap(topic -> Topics.streamOf(topic).stream())
          .filter(stream -> all.contains(Topics.quarantine(stream)))
          .sorted()
          .toList();
    }
  }

  /// What a stream's quarantine holds.
  public QuarantineBook read(String stream) {
    QuarantineBook book = new QuarantineBook();
    TopicReader.each(
        cluster,
        Topics.quarantine(stream),
        record -> {
          QuarantinedEvent.of(stream, record.offset(), name -> LetterTopics.text(record, name))
              .ifPresent(book::add);
          LetterTopics.text(record, EventHeaders.QUARANTINE_REDRIVEN)
              .ifPresent(offset -> book.redriven(Long.parseLong(offset)));
        });
    return book;
  }

  /// An event as it stands.
  public Optional<ConsumerRecord<byte[], byte[]>> event(String stream, long offset) {
    return TopicReader.one(cluster, Topics.quarantine(stream), offset);
  }

  /// Notes that events were redriven.
  public void redriven(String stream, List<Long> offsets) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(EveryClient.writer(cluster))) {
      for (long offset : offsets) {
        ProducerRecord<byte[], byte[]> note =
            new ProducerRecord<>(Topics.quarantine(stream), 0, null, null);
        note.headers().add(EventHeaders.QUARANTINE_REDRIVEN, Long.toString(offset).getBytes(UTF_8));
        var _ = producer.send(note);
      }
      producer.flush();
    }
  }
}
