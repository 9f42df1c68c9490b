package dev.hayase.records.format;

import dev.hayase.event.wire.MalformedRecordException;
import dev.hayase.records.SourceRecord;
import dev.hayase.records.connect.ConnectCodec;
import dev.hayase.records.connect.ConnectTable;
import dev.hayase.records.format.Schemas.UnusableSchemaException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Finds truncates in a log that is read beside the live flow. May ask for schemas, and so block.
/// What cannot be read is none: the live flow says what is wrong with it.
final class TruncateFinder implements Predicate<SourceRecord> {
  private final ConnectTopic topic;
  private final ConnectCodec values;
  private final Map<String, Boolean> envelopes = new HashMap<>();

  TruncateFinder(ConnectTopic topic, ConnectCodec values) {
    this.topic = topic;
    this.values = values;
  }

  @Override
  public synchronized boolean test(SourceRecord record) {
    byte[] value = record.value();
    if (value == null || record.key() != null) {
      return false;
    }
    try {
      return isEnvelope(record, value)
          && EnvelopeEnd.truncates(values.payload(value, record.headers()));
    } catch (MalformedRecordException | UnusableSchemaException e) {
      return false;
    }
  }

  private boolean isEnvelope(SourceRecord record, byte[] value) {
    if (topic.enveloped()) {
      return true;
    }
    Optional<String> name = values.schemaOf(value, record.headers());
    return name.isPresent()
        && envelopes.computeIfAbsent(
            name.get(), n -> values.schema(n).filter(ConnectTable::isEnvelope).isPresent());
  }
}
