package dev.hayase.cdc;

import dev.hayase.event.SequenceNumber;
import dev.hayase.event.wire.Headers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A record as a consumer gets it.
record Received(
    int partition, long offset, @Nullable String key, JsonNode value, Map<String, String> headers) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  static Received of(ConsumerRecord<byte[], byte[]> record) {
    Map<String, String> headers = new TreeMap<>();
    record
        .headers()
        .forEach(h -> headers.put(h.key(), new String(h.value(), StandardCharsets.UTF_8)));
    String key = record.key() == null ? null : new String(record.key(), StandardCharsets.UTF_8);
    return new Received(
        record.partition(), record.offset(), key, JSON.readTree(record.value()), headers);
  }

  SequenceNumber sequence() {
    return SequenceNumber.parse(header(Headers.SEQUENCE));
  }

  /// The header's text; empty when it is absent.
  String header(String name) {
    return headers.getOrDefault(name, "");
  }

  boolean isControl() {
    return headers.containsKey(Headers.CONTROL);
  }

  /// `op before after` in short.
  String change() {
    return isControl()
        ? value.get("kind").asString()
        : value.get("op").asString() + " " + value.get("before") + " " + value.get("after");
  }
}
