package dev.hayase.local.csv;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.regex.Pattern;

/// What the values of a column can be, from the narrowest to the widest.
enum ColumnType {
  BOOLEAN("boolean") {
    @Override
    boolean accepts(String value) {
      return value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false");
    }
  },
  BIGINT("bigint") {
    @Override
    boolean accepts(String value) {
      if (!INTEGER.matcher(value).matches()) {
        return false;
      }
      try {
        Long.parseLong(value);
        return true;
      } catch (NumberFormatException e) {
        return false;
      }
    }
  },
  NUMERIC("numeric") {
    @Override
    boolean accepts(String value) {
      return DECIMAL.matcher(value).matches();
    }
  },
  DOUBLE("double precision") {
    @Override
    boolean accepts(String value) {
      return DECIMAL.matcher(value).matches()
          || (SCIENTIFIC.matcher(value).matches() && Double.isFinite(Double.parseDouble(value)));
    }
  },
  DATE("date") {
    @Override
    boolean accepts(String value) {
      return DAY.matcher(value).matches() && parses(() -> LocalDate.parse(value));
    }
  },
  TIMESTAMP("timestamp") {
    @Override
    boolean accepts(String value) {
      return MOMENT.matcher(value).matches()
          && parses(() -> LocalDateTime.parse(value.replace(' ', 'T')));
    }
  },
  TEXT("text") {
    @Override
    boolean accepts(String value) {
      return true;
    }
  };

  /// A number with leading zeros is a code, and stays text.
  private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9]\\d{0,18})");

  private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9]\\d{0,27})(\\.\\d{1,38})?");
  private static final Pattern SCIENTIFIC =
      Pattern.compile("-?(0|[1-9]\\d{0,27})?(\\.\\d+)?[eE][+-]?\\d{1,3}");
  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern MOMENT =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,6})?)?");

  private final String sql;

  ColumnType(String sql) {
    this.sql = sql;
  }

  /// PostgreSQL's name.
  String sql() {
    return sql;
  }

  /// Whether a value, neither empty nor a mark for "unknown", is of this type.
  abstract boolean accepts(String value);

  private static boolean parses(Runnable parser) {
    try {
      parser.run();
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }
}
