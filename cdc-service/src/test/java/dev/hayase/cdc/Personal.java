package dev.hayase.cdc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Personal data of a test: the keys of a source that conceal it, and the search for it.
final class Personal {
  /// As [Lab] names them.
  private static final Pattern OF_A_SOURCE = Pattern.compile("(lab|shop)\\d+\\..*");

  private static final byte[] KEY =
      "thirty-two bytes of a test's key".getBytes(StandardCharsets.UTF_8);

  private Personal() {}

  /// What a source's line has in addition.
  static String keys(String columns) {
    try {
      Path key =
          Files.writeString(
              Lab.temporary().resolve("hash.key"), Base64.getEncoder().encodeToString(KEY));
      return ", personal: {%s}, hash-keys: {k1: \"${file:%s}\"}".formatted(columns, key);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What stands for the text when it is hashed.
  static String hash(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
      byte[] hash = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
      return "k1:" + Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The forms in which bytes of a text would be found.
  static List<String> forms(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return List.of(
        text,
        HexFormat.of().formatHex(bytes),
        Base64.getEncoder().withoutPadding().encodeToString(bytes));
  }

  /// Every byte of every topic there is, committed or not: keys, values and headers. Those of the
  /// tables of other tests' sources are left out, of which there may be more than memory holds.
  static String everyTopic(String bootstrapServers, String source) {
    Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers);
    StringBuilder all = new StringBuilder();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = new ArrayList<>();
      consumer
          .listTopics()
          .forEach((topic, infos) -> {
            if (topic.startsWith(source + '.') || !OF_A_SOURCE.matcher(topic).matches()) {
              infos.forEach(p -> partitions.add(new TopicPartition(topic, p.partition())));
            }
          });
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer
            .poll(Duration.ofMillis(50))
            .forEach(record -> bytes(record).forEach(part -> all.append(text(part)).append('\n')));
      }
    }
    return all.toString();
  }

  private static Stream<byte[]> bytes(ConsumerRecord<byte[], byte[]> record) {
    return Stream.concat(
            Stream.of(record.key(), record.value()),
            Arrays.stream(record.headers().toArray()).map(header -> header.value()))
        .filter(Objects::nonNull);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
