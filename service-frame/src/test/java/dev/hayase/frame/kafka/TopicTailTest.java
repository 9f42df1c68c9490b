package dev.hayase.frame.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hayase.local.SharedBroker;
import dev.hayase.pipeline.KafkaCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class TopicTailTest {
  private static final KafkaCluster CLUSTER =
      new KafkaCluster(SharedBroker.bootstrapServers(), 1, OptionalInt.empty(), Map.of());

  private final List<String> taken = new ArrayList<>();

  @Test
  void everyRecordIsTakenOnceUpToTheEndThatTheTopicHasWhenItIsAskedFor() {
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
  void whatIsNotThereYetIsReadWhenItIs() {
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
  void afterAFailureAllRecordsAreTakenAgain() {
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
    return new TopicTail(topic, () -> new KafkaConsumer<>(EveryClient.reader(CLUSTER)), each);
  }

  private static String text(ConsumerRecord<byte[], byte[]> record) {
    return new String(record.value(), UTF_8);
  }

  private static void create(String topic) {
    try (Admin admin = Admin.create(EveryClient.admin(CLUSTER, Duration.ofSeconds(20)))) {
      new AbsentTopics(admin, OptionalInt.empty()).create(List.of(TopicPlan.compacted(topic)));
    }
  }

  private static void write(String topic, String... values) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(EveryClient.writer(CLUSTER))) {
      for (String value : values) {
        var _ =
            Answers.of(
                producer.send(
                    new ProducerRecord<>(topic, value.getBytes(UTF_8), value.getBytes(UTF_8))));
      }
    }
  }
}
