package dev.hayase.emulator.row;

import java.time.DateTimeException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An INTERVAL: its three parts have their own signs and ranges, as BigQuery's documentation of the
/// type says (10,000 years, 3,660,000 days, 87,840,000 hours).
public record Interval(int months, int days, long micros) {
  private static final int MAX_MONTHS = 120_000;
  private static final int MAX_DAYS = 3_660_000;
  private static final long SECOND = 1_000_000;
  private static final long MAX_MICROS = 87_840_000L * 3600 * SECOND;
  private static final Pattern DUCKDB =
      Pattern.compile(
          "(?:(-?\\d+) years? ?)?(?:(-?\\d+) months? ?)?(?:(-?\\d+) days? ?)?"
              + "(?:(-)?(\\d+):(\\d+):(\\d+)(?:\\.(\\d+))?)?");

  public Interval {
    if (Math.abs((long) months) > MAX_MONTHS
        || Math.abs((long) days) > MAX_DAYS
        || micros > MAX_MICROS
        || micros < -MAX_MICROS) {
      throw new DateTimeException("INTERVAL out of range");
    }
  }

  /// Reads what DuckDB's driver writes, `1 year 2 months -3 days 04:05:06.5`.
  public static Interval fromDuckdb(String text) {
    Matcher matcher = DUCKDB.matcher(text);
    if (!matcher.matches()) {
      throw new DateTimeException("not an interval of DuckDB: " + text);
    }
    long micros =
        matcher.group(5) == null
            ? 0
            : micros(matcher.group(5), matcher.group(6), matcher.group(7), matcher.group(8));
    return of(
        number(matcher.group(1)) * 12 + number(matcher.group(2)),
        number(matcher.group(3)),
        signed(matcher.group(4), micros));
  }

  static Interval of(long months, long days, long micros) {
    if (Math.abs(months) > MAX_MONTHS || Math.abs(days) > MAX_DAYS) {
      throw new DateTimeException("INTERVAL out of range");
    }
    return new Interval((int) months, (int) days, micros);
  }

  private static long number(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }

  private static long signed(@Nullable String sign, long size) {
    return "-".equals(sign) ? -size : size;
  }

  private static long micros(
      String hours, String minutes, String seconds, @Nullable String fraction) {
    long whole = number(hours) * 3600 + number(minutes) * 60 + number(seconds);
    String padded = ((fraction == null ? "" : fraction) + "000000").substring(0, 6);
    return Math.addExact(Math.multiplyExact(whole, SECOND), Long.parseLong(padded));
  }

  /// Words that DuckDB reads as this interval.
  public String toDuckdb() {
    return months + " months " + days + " days " + micros + " microseconds";
  }

  /// BigQuery's canonical form.
  @Override
  public String toString() {
    int year = Math.abs(months) / 12;
    int month = Math.abs(months) % 12;
    long size = Math.abs(micros);
    long seconds = size / SECOND;
    long fraction = size % SECOND;
    String digits =
        fraction == 0
            ? ""
            : fraction % 1000 == 0
                ? String.format(Locale.ROOT, ".%03d", fraction / 1000)
                : String.format(Locale.ROOT, ".%06d", fraction);
    return (months < 0 ? "-" : "")
        + year
        + "-"
        + month
        + " "
        + days
        + " "
        + (micros < 0 ? "-" : "")
        + seconds / 3600
        + ":"
        + seconds / 60 % 60
        + ":"
        + seconds % 60
        + digits;
  }
}
