package dev.hayase.records.row;

import dev.hayase.records.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What CloudEvents tell of the event that a record is (CloudEvents 1.0, Kafka protocol binding):
/// in headers, or in the document around the event's data. Of a record that is no CloudEvent,
/// nothing. Read anew for each record.
final class EventAttributes {
  private static final String HEADERS = "ce_";
  private static final String CONTENT_TYPE = "content-type";
  private static final String STRUCTURED = "application/cloudevents+json";
  private static final String ANY_STRUCTURED = "application/cloudevents";
  private static final byte[] ID = utf8("id");
  private static final byte[] SOURCE = utf8("source");
  private static final byte[] TYPE = utf8("type");
  private static final byte[] TIME = utf8("time");
  private static final byte[] DATA = utf8("data");
  private static final byte[] BINARY_DATA = utf8("data_base64");
  private static final int MICRO_DIGITS = 6;

  private final CivilText civil = new CivilText();
  private final EventTimes times = new EventTimes();
  private byte @Nullable [] id;
  private byte @Nullable [] source;
  private byte @Nullable [] type;
  private boolean timed;
  private long micros;
  private boolean structured;

  /// Reads the headers.
  void read(SourceRecord record) {
    id = null;
    source = null;
    type = null;
    timed = false;
    structured = false;
    times.clear();
    for (SourceRecord.Header header : record.headers()) {
      byte[] value = header.value();
      if (value != null) {
        read(header.name(), value);
      }
    }
  }

  private void read(String name, byte[] value) {
    if (name.startsWith(HEADERS)) {
      switch (name) {
        case "ce_id" -> id = text(name, value);
        case "ce_source" -> source = text(name, value);
        case "ce_type" -> type = text(name, value);
        case "ce_time" -> time(name, value, 0, value.length);
        default -> {}
      }
    } else if (name.equalsIgnoreCase(CONTENT_TYPE)) {
      contentType(new String(value, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT));
    } else {
      times.read(name, value);
    }
  }

  private void contentType(String contentType) {
    int end = contentType.indexOf(';');
    String media = (end < 0 ? contentType : contentType.substring(0, end)).strip();
    structured = media.equals(STRUCTURED);
    if (!structured && media.startsWith(ANY_STRUCTURED)) {
      throw new Unfit("is a CloudEvent in another form than " + STRUCTURED).in(CONTENT_TYPE);
    }
  }

  private static byte[] text(String name, byte[] value) {
    try {
      Utf8.check(value);
    } catch (Unfit unfit) {
      throw unfit.in(name);
    }
    return value;
  }

  /// What is finer than a microsecond is cut off: many producers write nanoseconds, and nobody's
  /// data are lost by it.
  private void time(String name, byte[] text, int from, int to) {
    try {
      int fraction = from;
      while (fraction < to && text[fraction] != '.') {
        fraction++;
      }
      int end = fraction;
      while (end + 1 < to && text[end + 1] >= '0' && text[end + 1] <= '9') {
        end++;
      }
      if (end - fraction > MICRO_DIGITS) {
        byte[] cut = Arrays.copyOfRange(text, from, to);
        int zone = fraction + MICRO_DIGITS + 1 - from;
        System.arraycopy(text, end + 1, cut, zone, to - end - 1);
        micros = civil.timestamp(cut, 0, zone + to - end - 1);
      } else {
        micros = civil.timestamp(text, from, to);
      }
      timed = true;
    } catch (Unfit unfit) {
      throw unfit.in(name);
    }
  }

  /// Whether the record's value is a document around the event's data.
  boolean structured() {
    return structured;
  }

  /// Reads the document around the data.
  ///
  /// @param data reads the value under the cursor to its end
  /// @return whether there are data
  boolean read(JsonCursor json, Consumer<JsonCursor> data) {
    boolean found = false;
    boolean hasData = false;
    json.beginObject();
    while (json.nextField()) {
      if (json.textIs(DATA)) {
        if (found) {
          throw new Unfit("the event has data twice");
        }
        found = true;
        hasData = !json.nullNext();
        if (hasData) {
          data.accept(json);
        }
      } else if (json.textIs(BINARY_DATA)) {
        throw new Unfit("the event's data are bytes and no JSON").in("data_base64");
      } else if (json.textIs(ID)) {
        id = attribute(json);
      } else if (json.textIs(SOURCE)) {
        source = attribute(json);
      } else if (json.textIs(TYPE)) {
        type = attribute(json);
      } else if (json.textIs(TIME) && !json.nullNext()) {
        json.string();
        time("time", json.textBuffer(), json.textStart(), json.textEnd());
      } else {
        json.skipValue();
      }
    }
    return hasData;
  }

  private static byte @Nullable [] attribute(JsonCursor json) {
    if (json.nullNext()) {
      return null;
    }
    json.string();
    return Arrays.copyOfRange(json.textBuffer(), json.textStart(), json.textEnd());
  }

  /// What the log-service tells beside the attributes.
  EventTimes times() {
    return times;
  }

  byte @Nullable [] id() {
    return id;
  }

  byte @Nullable [] source() {
    return source;
  }

  byte @Nullable [] type() {
    return type;
  }

  /// Whether the event tells its time.
  boolean timed() {
    return timed;
  }

  /// The event's time, microseconds since 1970.
  long micros() {
    return micros;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
