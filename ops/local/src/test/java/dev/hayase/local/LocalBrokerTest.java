package dev.hayase.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalBrokerTest {
  @Test
  void brokerKeepsItsTopicsAndItsAddressThroughAKill(@TempDir Path folder) throws Exception {
    // Given
    try (LocalBroker broker = LocalBroker.start(folder)) {
      String address = broker.bootstrapServers();
      produceTransaction(address);

      // When
      broker.kill();
      broker.restart();

      // Then
      assertThat(broker.bootstrapServers()).isEqualTo(address);
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", (Object) address))) {
        assertThat(admin.listTopics().names().get(30, TimeUnit.SECONDS)).containsExactly("things");
      }
    }
  }

  private static void produceTransaction(String address) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", (Object) address))) {
      admin.createTopics(List.of(new NewTopic("things", 2, (short) 1))).all().get();
    }
    Map<String, Object> settings =
        Map.of("bootstrap.servers", address, "transactional.id", "things", "acks", "all");
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>("things", "key", "value")).get();
      producer.commitTransaction();
    }
  }
}
