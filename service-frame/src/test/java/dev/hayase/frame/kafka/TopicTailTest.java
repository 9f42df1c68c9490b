package dev.hayase.frame.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hayase.local.SharedBroker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class TopicTailTest {
  private final List<String> taken = new ArrayList<>();

  @Test
  void everyRecordIsTakenOnceUpToTheEndThatTheTopicHasWhenItIsAskedFor() throws Exception {
    // Given
    create("tail-to-the-end");
    write("tail-to-the-end", "1", "2");

    // When
    try (TopicTail tail = tail("tail-to-the-end", record -> taken.add(text(record)))) {
      tail.catchUp();
      write("tail-to-the-end", "3");
      tail.catchUp();
      tail.catchUp();
    }

    // Then
    assertThat(taken).containsExactly("1", "2", "3");
  }

  @Test
  void whatIsNotThereYetIsReadWhenItIs() throws Exception {
    // Given
    List<Integer> counts = new ArrayList<>();

    // When
    try (TopicTail tail = tail("tail-later", record -> taken.add(text(record)))) {
      tail.catchUp();
      counts.add(taken.size());
      create("tail-later");
      write("tail-later", "1");
      tail.catchUp();
      counts.add(taken.size());
    }

    // Then
    assertThat(counts).containsExactly(0, 1);
  }

  @Test
  void afterAFailureAllRecordsAreTakenAgain() throws Exception {
    // Given
    create("tail-failing");
    write("tail-failing", "1", "2");
    List<String> refused = new ArrayList<>(List.of("2"));

    // When
    try (TopicTail tail =
        tail(
            "tail-failing",
            record -> {
              taken.add(text(record));
              if (refused.remove(text(record))) {
                throw new IllegalStateException("not now");
              }
            })) {
      assertThatThrownBy(tail::catchUp).hasMessage("not now");
      tail.catchUp();
    }

    // Then
    assertThat(taken).containsExactly("1", "2", "1", "2");
  }

  private static TopicTail tail(
      String topic, java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each) {
    return new TopicTail(
        topic,
        () ->
            new KafkaConsumer<>(
                Map.of(
                    "bootstrap.servers",
                    SharedBroker.bootstrapServers(),
                    "allow.auto.create.topics",
                    false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer()),
        each);
  }

  private static String text(ConsumerRecord<byte[], byte[]> record) {
    return new String(record.value(), UTF_8);
  }

  private static void create(String topic) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", SharedBroker.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    }
  }

  private static void write(String topic, String... values) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", SharedBroker.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (String value : values) {
        producer.send(new ProducerRecord<>(topic, value.getBytes(UTF_8))).get();
      }
    }
  }
}
