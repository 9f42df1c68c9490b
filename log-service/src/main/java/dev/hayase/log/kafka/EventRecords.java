package dev.hayase.log.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hayase.event.topic.Topics;
import dev.hayase.event.wire.EventHeaders;
import dev.hayase.log.event.EventTimes;
import dev.hayase.log.event.Quarantined;
import dev.hayase.log.event.StreamEvent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/// Events as records: CloudEvents in binary mode, with the times beside them.
final class EventRecords {
  private static final Header SPECIFICATION = header(EventHeaders.SPECIFICATION, "1.0");
  private static final Header JSON = header(EventHeaders.CONTENT_TYPE, "application/json");

  private EventRecords() {}

  static ProducerRecord<byte[], byte[]> record(StreamEvent event) {
    List<Header> headers = new ArrayList<>(9);
    headers.add(SPECIFICATION);
    headers.add(JSON);
    headers.add(header(EventHeaders.ID, event.id()));
    headers.add(header(EventHeaders.SOURCE, event.source()));
    headers.add(header(EventHeaders.TYPE, event.type().orElse("event")));
    EventTimes times = event.times();
    times.happened().ifPresent(time -> headers.add(header(EventHeaders.TIME, time.toString())));
    headers.add(header(EventHeaders.RECEIVED, micros(times.received())));
    times.sent().ifPresent(time -> headers.add(header(EventHeaders.SENT, micros(time))));
    if (!times.correction().isZero()) {
      headers.add(
          header(
              EventHeaders.CORRECTION,
              Long.toString(times.correction().dividedBy(ChronoUnit.MICROS.getDuration()))));
    }
    return new ProducerRecord<>(
        Topics.stream(event.stream()), null, null, event.key(), event.value(), headers);
  }

  static ProducerRecord<byte[], byte[]> record(Quarantined event) {
    List<Header> headers = new ArrayList<>(9);
    headers.add(header(EventHeaders.ID, event.id()));
    headers.add(header(EventHeaders.SOURCE, event.source()));
    headers.add(header(EventHeaders.RECEIVED, micros(event.received())));
    headers.add(header(EventHeaders.QUARANTINE_DIALECT, event.dialect()));
    headers.add(header(EventHeaders.QUARANTINE_CODE, event.code().word()));
    headers.add(header(EventHeaders.QUARANTINE_REASON, event.reason()));
    headers.add(header(EventHeaders.QUARANTINE_REMEDY, event.remedy()));
    if (!event.encryptedBy().isEmpty()) {
      headers.add(header(EventHeaders.QUARANTINE_ENCRYPTED_BY, event.encryptedBy()));
    }
    return new ProducerRecord<>(
        Topics.quarantine(event.stream()), null, null, null, event.value(), headers);
  }

  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  private record TextHeader(String key, byte[] value) implements Header {}

  private static Header header(String name, String value) {
    return new TextHeader(name, value.getBytes(UTF_8));
  }

  private static String micros(Instant instant) {
    return Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, instant));
  }
}
