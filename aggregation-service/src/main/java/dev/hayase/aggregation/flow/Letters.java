package dev.hayase.aggregation.flow;

import dev.hayase.aggregation.flow.Outgoing.Leaving;
import dev.hayase.aggregation.source.Decoded;
import dev.hayase.event.wire.Headers;
import dev.hayase.records.SourceRecord;
import dev.hayase.records.SourceRecord.Header;
import java.util.ArrayList;
import java.util.List;

/// Records that an aggregation cannot take, whole, with the headers of dead letters.
public final class Letters {
  private static final byte[] NOTHING = new byte[0];

  private final String topic;
  private final String table;
  private final int generation;

  /// @param generation of the build that cannot take them; another one may
  public Letters(String topic, String table, int generation) {
    this.topic = topic;
    this.table = table;
    this.generation = generation;
  }

  public Leaving record(SourceRecord record, Decoded.Unreadable why) {
    List<Header> headers = new ArrayList<>();
    for (Header header : record.headers()) {
      if (!header.name().startsWith(Headers.DEAD_LETTER_PREFIX)) {
        headers.add(header);
      }
    }
    put(headers, Headers.DEAD_LETTER_CODE, why.code());
    put(headers, Headers.DEAD_LETTER_REASON, why.reason());
    put(headers, Headers.DEAD_LETTER_REMEDY, why.remedy());
    put(headers, Headers.DEAD_LETTER_TABLE, table);
    put(headers, Headers.DEAD_LETTER_TOPIC, record.partition().topic());
    put(headers, Headers.DEAD_LETTER_PARTITION, Integer.toString(record.partition().partition()));
    put(headers, Headers.DEAD_LETTER_OFFSET, Long.toString(record.offset()));
    put(headers, Headers.DEAD_LETTER_BUILD, Integer.toString(generation));
    put(headers, Headers.DEAD_LETTER_TIMESTAMP, Long.toString(record.timestampMillis()));
    byte[] value = record.value();
    return new Leaving(topic, 0, record.key(), value == null ? NOTHING : value, headers);
  }

  private static void put(List<Header> headers, String name, String text) {
    headers.add(Results.header(name, text));
  }
}
