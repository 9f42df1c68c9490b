package dev.hayase.cli.value;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.HexFormat;

/// A value of a row, in one form whatever side it comes from. Equal values are equal records.
public sealed interface Value {
  /// NULL.
  Value ABSENT = new Absent();

  /// NULL.
  record Absent() implements Value {
    @Override
    public String toString() {
      return "NULL";
    }
  }

  /// A boolean.
  record Truth(boolean value) implements Value {
    @Override
    public String toString() {
      return Boolean.toString(value);
    }
  }

  /// An exact number; `1.50` is `1.5`.
  record Exact(BigDecimal value) implements Value {
    public Exact {
      value = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    }

    @Override
    public String toString() {
      return value.toPlainString();
    }
  }

  /// A binary floating-point number; NaN equals itself, and zero has a sign.
  record Floating(double value) implements Value {
    @Override
    public String toString() {
      return Double.toString(value);
    }
  }

  /// Characters.
  record Text(String value) implements Value {
    @Override
    public String toString() {
      return '\'' + value + '\'';
    }
  }

  /// Bytes, as hexadecimal digits.
  record Bytes(String hex) implements Value {
    /// From the bytes themselves.
    public static Bytes of(byte[] bytes) {
      return new Bytes(HexFormat.of().formatHex(bytes));
    }

    @Override
    public String toString() {
      return "0x" + hex;
    }
  }

  /// A date.
  record Day(LocalDate value) implements Value {
    @Override
    public String toString() {
      return value.toString();
    }
  }

  /// A time of day.
  record Clock(LocalTime value) implements Value {
    @Override
    public String toString() {
      return value.toString();
    }
  }

  /// A date and time without a zone.
  record Moment(LocalDateTime value) implements Value {
    @Override
    public String toString() {
      return value.toString();
    }
  }

  /// A point on the time line.
  record Point(Instant value) implements Value {
    @Override
    public String toString() {
      return value.toString();
    }
  }

  /// An interval, whose parts do not turn into each other.
  record Span(long months, long days, long micros) implements Value {
    @Override
    public String toString() {
      return months + " months " + days + " days " + micros + " µs";
    }
  }

  /// A JSON document in canonical form.
  record Document(String canonical) implements Value {
    @Override
    public String toString() {
      return canonical;
    }
  }
}
