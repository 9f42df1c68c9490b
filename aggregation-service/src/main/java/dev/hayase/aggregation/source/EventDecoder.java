package dev.hayase.aggregation.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hayase.engine.plan.SourcePlan;
import dev.hayase.engine.value.JsonForm;
import dev.hayase.engine.value.Layout;
import dev.hayase.engine.value.OrderedWriter;
import dev.hayase.engine.value.Row;
import dev.hayase.engine.value.RowCodec;
import dev.hayase.engine.value.RowJson;
import dev.hayase.event.change.RowImage;
import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.event.wire.EventHeaders;
import dev.hayase.event.wire.MalformedRecordException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The events of a stream, each one JSON document with CloudEvents' attributes in headers.
public final class EventDecoder implements RecordDecoder {
  private static final String WHOLE = "data";
  private static final Layout WHOLE_LAYOUT =
      new Layout(List.of(Column.nullable(WHOLE, ColumnType.JSON)));

  private final SourcePlan source;
  private final boolean whole;
  private final Layout fields;
  private final RowJson rows;

  /// @param whole whether the stream has no schema, and so its documents are one column
  public EventDecoder(SourcePlan source, boolean whole) {
    this.source = source;
    this.whole = whole;
    List<Column> own = new ArrayList<>(source.columns().columns());
    own.removeIf(column -> EventColumn.of(column.name()).isPresent());
    this.fields = new Layout(own);
    this.rows = new RowJson(whole ? WHOLE_LAYOUT : fields, JsonForm.DOCUMENT);
  }

  @Override
  public Decoded decode(SourceRecord record) {
    try {
      return new Decoded.Event(id(record), order(record), row(record));
    } catch (MalformedRecordException e) {
      return new Decoded.Unreadable(
          "malformed",
          String.valueOf(e.getMessage()),
          "Correct what sends such events; send this one again if it should count");
    }
  }

  private Row row(SourceRecord record) {
    byte[] value = record.value();
    if (value == null) {
      throw new MalformedRecordException("The event has no value");
    }
    Row document = rows.read(RowImage.of(whole ? wrapped(value) : value));
    @Nullable Object[] values = new @Nullable Object[source.columns().size()];
    for (int i = 0; i < values.length; i++) {
      String name = source.columns().columns().get(i).name();
      Optional<EventColumn> own = EventColumn.of(name);
      values[i] = own.isPresent() ? attribute(own.get(), record) : field(document, name);
    }
    return new Row(values);
  }

  private @Nullable Object field(Row document, String name) {
    return document.get((whole ? WHOLE_LAYOUT : fields).slot(name).orElseThrow());
  }

  /// The document as the one field of another, so that it is read as a JSON column is.
  private static byte[] wrapped(byte[] value) {
    byte[] before = ("{\"" + WHOLE + "\":").getBytes(UTF_8);
    byte[] all = new byte[before.length + value.length + 1];
    System.arraycopy(before, 0, all, 0, before.length);
    System.arraycopy(value, 0, all, before.length, value.length);
    all[all.length - 1] = '}';
    return all;
  }

  private static @Nullable Object attribute(EventColumn column, SourceRecord record) {
    return switch (column) {
      case ID -> record.header(EventHeaders.ID).orElse(null);
      case SOURCE -> record.header(EventHeaders.SOURCE).orElse(null);
      case TYPE -> record.header(EventHeaders.TYPE).orElse(null);
      case TIME -> record.header(EventHeaders.TIME).map(EventDecoder::time).orElse(null);
      case SENT -> record.header(EventHeaders.SENT).map(EventDecoder::micros).orElse(null);
      case RECEIVED -> record.header(EventHeaders.RECEIVED).map(EventDecoder::micros).orElse(null);
      case CORRECTION ->
          record.header(EventHeaders.CORRECTION).map(EventDecoder::number).orElse(null);
      case BROKER_TIME -> Instant.ofEpochMilli(record.timestampMillis());
      case PARTITION -> (long) record.partition();
      case OFFSET -> record.offset();
    };
  }

  private static Instant time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
    } catch (DateTimeException e) {
      throw new MalformedRecordException("Its header " + EventHeaders.TIME + " is no RFC 3339", e);
    }
  }

  private static Instant micros(String text) {
    return RowCodec.instant(number(text));
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new MalformedRecordException("A header that tells a time is no number", e);
    }
  }

  /// By source and id, as CloudEvents say; an event without an id is named by its place.
  private static byte[] id(SourceRecord record) {
    Optional<String> id = record.header(EventHeaders.ID);
    OrderedWriter out = new OrderedWriter();
    if (id.isPresent()) {
      return out.text(record.header(EventHeaders.SOURCE).orElse("")).text(id.get()).toBytes();
    }
    return out.nothing().integer(record.partition()).integer(record.offset()).toBytes();
  }

  private static byte[] order(SourceRecord record) {
    return new OrderedWriter()
        .integer(record.timestampMillis())
        .integer(record.partition())
        .integer(record.offset())
        .toBytes();
  }
}
