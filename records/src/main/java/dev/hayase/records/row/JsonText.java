package dev.hayase.records.row;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/// Checks the text of a JSON value: whether BigQuery's JSON type holds it without loss.
///
/// BigQuery keeps a number as INT64, UINT64 or FLOAT64 and refuses or rounds others; of fields with
/// the same name it keeps one.
final class JsonText {
  private static final int EXACT_DIGITS = 15;
  private static final int LARGEST_EXPONENT = 22;
  private static final int INT64_SAFE_LENGTH = 18;
  private static final BigDecimal INT64_MIN = BigDecimal.valueOf(Long.MIN_VALUE);
  private static final BigDecimal UINT64_MAX = new BigDecimal("18446744073709551615");

  private final JsonCursor own = new JsonCursor();
  private final SeenNames names = new SeenNames();
  private final boolean namesMayRepeat;

  /// @param namesMayRepeat whether the source lets an object have two fields of one name
  ///   (PostgreSQL's `json` does, its `jsonb` does not), so that they must be looked for
  JsonText(boolean namesMayRepeat) {
    this.namesMayRepeat = namesMayRepeat;
  }

  /// Checks a whole text.
  void check(byte[] text, int from, int to) {
    own.reset(text, from, to);
    check(own);
    own.expectEnd();
  }

  /// Checks the value under the cursor, and reads it.
  void check(JsonCursor cursor) {
    names.clear();
    value(cursor);
  }

  private void value(JsonCursor cursor) {
    switch (cursor.peek()) {
      case '{' -> object(cursor);
      case '[' -> {
        cursor.beginArray();
        while (cursor.nextElement()) {
          value(cursor);
        }
      }
      case '"', 't', 'f', 'n' -> cursor.skipValue();
      default -> {
        cursor.number();
        number(cursor.textBuffer(), cursor.textStart(), cursor.textEnd());
      }
    }
  }

  private void object(JsonCursor cursor) {
    int outer = names.begin();
    cursor.beginObject();
    while (cursor.nextField()) {
      if (namesMayRepeat && !names.add(cursor.textBuffer(), cursor.textStart(), cursor.textEnd())) {
        throw new Unfit("a JSON object has two fields of one name, BigQuery keeps one");
      }
      value(cursor);
    }
    names.end(outer);
  }

  private static void number(byte[] text, int from, int to) {
    boolean integer = true;
    int digits = 0;
    for (int i = from; i < to; i++) {
      byte b = text[i];
      if (b == 'e' || b == 'E') {
        integer = false;
        digits = Integer.MAX_VALUE / 2;
      } else if (b == '.') {
        integer = false;
      } else {
        digits++;
      }
    }
    boolean plainlyExact = integer ? digits <= INT64_SAFE_LENGTH : digits <= EXACT_DIGITS;
    if (!plainlyExact) {
      exact(new String(text, from, to - from, StandardCharsets.US_ASCII), integer);
    }
  }

  private static void exact(String text, boolean integer) {
    BigDecimal value = decimal(text);
    boolean fits =
        (integer && value.compareTo(INT64_MIN) >= 0 && value.compareTo(UINT64_MAX) <= 0)
            || roundTrips(value);
    if (!fits) {
      throw new Unfit("the JSON holds a number that BigQuery's JSON cannot hold exactly");
    }
  }

  private static BigDecimal decimal(String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new Unfit("the JSON holds a number with an exponent beyond all bounds");
    }
  }

  private static boolean roundTrips(BigDecimal value) {
    if (value.signum() != 0
        && Math.abs((long) value.precision() - value.scale()) > 400 + LARGEST_EXPONENT) {
      return false;
    }
    double nearest = value.doubleValue();
    return Double.isFinite(nearest)
        && new BigDecimal(Double.toString(nearest)).compareTo(value) == 0;
  }
}
