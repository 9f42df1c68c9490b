package dev.hayase.records.row;

import dev.hayase.records.connect.SourceForm;
import dev.hayase.records.connect.SourceForm.ListOf;
import dev.hayase.records.connect.SourceForm.MapOf;
import dev.hayase.records.connect.SourceForm.PairsOf;
import dev.hayase.records.connect.SourceForm.Scalar;
import dev.hayase.records.connect.SourceForm.StructOf;
import dev.hayase.records.connect.SourceForm.Unscaled;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Rewrites a nested value for a JSON column: what lies in a list, a map or a struct in a form of
/// the source's becomes what it means. Dates and times become text as ISO 8601 writes them,
/// decimals text that keeps every digit; what is plain stays byte for byte.
final class FormedJson {
  private static final long NANOS_PER_MICRO = 1_000;
  private static final long MICROS_PER_SECOND = 1_000_000;

  /// What Debezium writes for an unchanged large array, element by element, when its elements are
  /// numbers or UUIDs.
  private static final byte[] UNRESOLVED_NUMBERS =
      Arrays.toString(FieldWriter.UNRESOLVED).replace(" ", "").getBytes(StandardCharsets.US_ASCII);

  private static final byte[] UNRESOLVED_UUID =
      UUID.nameUUIDFromBytes(FieldWriter.UNRESOLVED).toString().getBytes(StandardCharsets.US_ASCII);

  private final SourceForm form;
  private final JsonText check = new JsonText(false);
  private final UnscaledDecimal unscaled = new UnscaledDecimal();
  private final VariableScale variable = new VariableScale();
  private byte[] out = new byte[256];
  private int size;

  FormedJson(SourceForm form) {
    this.form = form;
  }

  byte[] text() {
    return out;
  }

  int length() {
    return size;
  }

  /// Reads the value under the cursor.
  void read(JsonCursor json) {
    size = 0;
    value(json, form);
    check.check(out, 0, size);
  }

  private void value(JsonCursor json, SourceForm as) {
    if (json.nullNext()) {
      ascii("null");
      return;
    }
    switch (as) {
      case Scalar scalar -> scalar(json, scalar);
      case Unscaled(int scale) -> {
        unscaled.read(json, scale);
        quoted(unscaled.buffer(), unscaled.start(), unscaled.end());
      }
      case ListOf(SourceForm element) -> list(json, element);
      case MapOf(SourceForm each) -> object(json, null, each);
      case StructOf struct -> object(json, struct, Scalar.PLAIN);
      case PairsOf(SourceForm key, SourceForm each) -> pairs(json, key, each);
    }
  }

  private void list(JsonCursor json, SourceForm element) {
    int start = size;
    open(json, '[');
    json.beginArray();
    boolean first = true;
    while (json.nextElement()) {
      comma(first);
      first = false;
      value(json, element);
    }
    put((byte) ']');
    if (Arrays.equals(out, start, size, UNRESOLVED_NUMBERS, 0, UNRESOLVED_NUMBERS.length)) {
      throw unresolved();
    }
  }

  private void pairs(JsonCursor json, SourceForm key, SourceForm each) {
    open(json, '[');
    json.beginArray();
    boolean first = true;
    while (json.nextElement()) {
      comma(first);
      first = false;
      open(json, '[');
      json.beginArray();
      for (int i = 0; json.nextElement(); i++) {
        comma(i == 0);
        value(json, i == 0 ? key : each);
      }
      put((byte) ']');
    }
    put((byte) ']');
  }

  private void object(JsonCursor json, @Nullable StructOf struct, SourceForm each) {
    open(json, '{');
    json.beginObject();
    boolean first = true;
    while (json.nextField()) {
      comma(first);
      first = false;
      byte[] name = Arrays.copyOfRange(json.textBuffer(), json.textStart(), json.textEnd());
      if (Arrays.equals(name, FieldWriter.UNRESOLVED)) {
        throw unresolved();
      }
      quoted(name, 0, name.length);
      put((byte) ':');
      value(json, struct == null ? each : struct.of(new String(name, StandardCharsets.UTF_8)));
    }
    put((byte) '}');
  }

  private void open(JsonCursor json, char bracket) {
    if (json.peek() != bracket) {
      throw new Unfit("holds a value that is not what its schema says");
    }
    put((byte) bracket);
  }

  private void comma(boolean first) {
    if (!first) {
      put((byte) ',');
    }
  }

  private void scalar(JsonCursor json, Scalar scalar) {
    switch (scalar) {
      case PLAIN -> plain(json);
      case JSON_TEXT -> embedded(json);
      case DAYS -> counted(json, v -> LocalDate.ofEpochDay(EpochCivil.date(v)).toString());
      case MILLIS_OF_DAY -> counted(json, v -> time(EpochCivil.ofMillis(v)));
      case MICROS_OF_DAY -> counted(json, FormedJson::time);
      case NANOS_OF_DAY -> counted(json, v -> time(EpochCivil.ofNanos(v)));
      case EPOCH_MILLIS -> counted(json, v -> dateTime(EpochCivil.ofMillis(v)));
      case EPOCH_MICROS -> counted(json, FormedJson::dateTime);
      case EPOCH_NANOS -> counted(json, v -> dateTime(EpochCivil.ofNanos(v)));
      case ISO_DATE, ISO_TIME, ISO_DATE_TIME -> withoutZone(json);
      case VARIABLE_SCALE -> {
        UnscaledDecimal decimal = variable.read(json);
        quoted(decimal.buffer(), decimal.start(), decimal.end());
      }
    }
  }

  private void plain(JsonCursor json) {
    boolean text = json.peek() == '"';
    int from = json.position();
    json.skipValue();
    if (text && (json.textIs(FieldWriter.UNRESOLVED) || json.textIs(UNRESOLVED_UUID))) {
      throw unresolved();
    }
    put(json.document(), from, json.position());
  }

  private void embedded(JsonCursor json) {
    if (json.peek() != '"') {
      plain(json);
      return;
    }
    json.string();
    if (json.textIs(FieldWriter.UNRESOLVED)) {
      throw unresolved();
    }
    put(json.textBuffer(), json.textStart(), json.textEnd());
  }

  private void withoutZone(JsonCursor json) {
    if (json.peek() != '"') {
      throw new Unfit("holds a value that is not what its schema says");
    }
    json.string();
    int to = json.textEnd();
    boolean zoned = to > json.textStart() && json.textBuffer()[to - 1] == 'Z';
    quoted(json.textBuffer(), json.textStart(), zoned ? to - 1 : to);
  }

  /// What a number stands for, as text.
  @FunctionalInterface
  private interface Meaning {
    String of(long value);
  }

  private void counted(JsonCursor json, Meaning meaning) {
    if (json.peek() == '"') {
      plain(json);
    } else {
      put((byte) '"');
      ascii(meaning.of(FormWriter.integer(json)));
      put((byte) '"');
    }
  }

  private static String time(long microsOfDay) {
    EpochCivil.time(microsOfDay);
    return DateTimeFormatter.ISO_LOCAL_TIME.format(
        LocalTime.ofNanoOfDay(microsOfDay * NANOS_PER_MICRO));
  }

  private static String dateTime(long epochMicros) {
    EpochCivil.timestamp(epochMicros);
    return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
        LocalDateTime.ofEpochSecond(
            Math.floorDiv(epochMicros, MICROS_PER_SECOND),
            (int) (Math.floorMod(epochMicros, MICROS_PER_SECOND) * NANOS_PER_MICRO),
            ZoneOffset.UTC));
  }

  private void quoted(byte[] text, int from, int to) {
    put((byte) '"');
    for (int i = from; i < to; i++) {
      byte b = text[i];
      if (b == '"' || b == '\\') {
        put((byte) '\\');
        put(b);
      } else if (b >= 0 && b < ' ') {
        ascii("\\u%04x".formatted((int) b));
      } else {
        put(b);
      }
    }
    put((byte) '"');
  }

  private void ascii(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    put(bytes, 0, bytes.length);
  }

  private void put(byte b) {
    if (size == out.length) {
      out = Arrays.copyOf(out, out.length * 2);
    }
    out[size++] = b;
  }

  private void put(byte[] bytes, int from, int to) {
    if (out.length - size < to - from) {
      out = Arrays.copyOf(out, Math.max(out.length * 2, size + to - from));
    }
    System.arraycopy(bytes, from, out, size, to - from);
    size += to - from;
  }

  private static Unfit unresolved() {
    return new Unfit("is missing: the capture did not resolve an unchanged TOAST value");
  }
}
