package dev.hayase.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.cli.scene.OneBroker;
import dev.hayase.event.order.CaptureOrder;
import dev.hayase.event.order.CaptureOrder.RestartFromNow;
import dev.hayase.event.order.CaptureOrder.SnapshotTable;
import dev.hayase.event.topic.ChangeTopic;
import dev.hayase.event.topic.Topics;
import dev.hayase.frame.kafka.EveryClient;
import dev.hayase.pipeline.KafkaCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What operators order of a capture, with a consumer in place of the capture that answers.
class CaptureOrdersTest {
  private static final KafkaCluster KAFKA = OneBroker.cluster();

  @TempDir private Path folder;

  @Test
  void anOrderWaitsForItsAnswerAndSaysIt() throws Exception {
    // Given
    Path file = file();
    OneBroker.topic(Topics.source("school"), 1);

    // When
    CompletableFuture<CommandRun> taken =
        CompletableFuture.supplyAsync(
            () -> CommandRun.of(file, "snapshot school learners --where id>7"));
    CaptureOrder first = answer(0, Optional.empty());
    CompletableFuture<CommandRun> refused =
        CompletableFuture.supplyAsync(() -> CommandRun.of(file, "restart school --from-now"));
    CaptureOrder second = answer(2, Optional.of("it is not lost"));

    // Then
    ChangeTopic learners = new ChangeTopic("school", "public", "learners");
    assertThat(first).isEqualTo(new SnapshotTable(learners, Optional.of("id>7")));
    assertThat(taken.get().out())
        .isEqualTo("school: school.public.learners is read anew, beside its changes\n");
    assertThat(taken.get().status()).isZero();
    assertThat(second).isEqualTo(new RestartFromNow(false));
    assertThat(refused.get().out()).isEqualTo("school: refused: it is not lost\n");
    assertThat(refused.get().status()).isEqualTo(1);
  }

  @Test
  void whatThePipelineDoesNotHaveIsNotOrdered() throws Exception {
    Path file = file();

    assertThat(CommandRun.of(file, "add-table school audit.log").err())
        .contains("sources.school.tables: 'public.*' does not take in audit.log");
    assertThat(CommandRun.of(file, "pause shop").err())
        .contains("no source 'shop'; it has: school");
    assertThat(CommandRun.of(file, "restart school").err()).contains("--from-now");
  }

  /// Answers the order at that offset.
  private static CaptureOrder answer(long offset, Optional<String> refusal) throws Exception {
    TopicPartition topic = new TopicPartition(Topics.source("school"), 0);
    try (var consumer = new KafkaConsumer<byte[], byte[]>(EveryClient.reader(KAFKA));
        var producer = new KafkaProducer<byte[], byte[]>(EveryClient.writer(KAFKA))) {
      consumer.assign(List.of(topic));
      consumer.seek(topic, offset);
      List<ConsumerRecord<byte[], byte[]>> found = List.of();
      while (found.isEmpty()) {
        found = consumer.poll(Duration.ofMillis(100)).records(topic);
      }
      ProducerRecord<byte[], byte[]> deletion =
          new ProducerRecord<>(topic.topic(), 0, found.getFirst().key(), null);
      refusal.ifPresent(why -> deletion.headers().add(CaptureOrder.REFUSAL, why.getBytes(UTF_8)));
      var _ = producer.send(deletion).get();
      return CaptureOrder.fromJson(found.getFirst().value());
    }
  }

  private Path file() throws IOException {
    return Files.writeString(
        folder.resolve("pipeline.yaml"),
        """
        version: 1
        kafka: {bootstrap-servers: "%s"}
        bigquery: {project: hayase-local, dataset: school}
        sources:
          school: {type: postgresql, host: localhost, database: d, username: u, password: "${file:%s}"}
        """
            .formatted(KAFKA.bootstrapServers(), Files.writeString(folder.resolve("secret"), "s")));
  }
}
