package dev.hayase.engine.expression;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Instants, and what calendars and clocks in a zone show for them.
final class TimeFunctions {
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");
  private static final Pattern DURATION_PART =
      Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(ms|us|h|m|s)");
  private static final Pattern DURATION =
      Pattern.compile("(-?)((?:[0-9]{1,9}(?:\\.[0-9]{1,9})?(?:ms|us|h|m|s))+)");
  private static final Map<String, Long> MICROS =
      Map.of("us", 1L, "ms", 1_000L, "s", 1_000_000L, "m", 60_000_000L, "h", 3_600_000_000L);
  private static final DateTimeFormatter CLOCK =
      new DateTimeFormatterBuilder()
          .appendPattern("HH:mm:ss")
          .appendFraction(ChronoField.MICRO_OF_SECOND, 0, 6, true)
          .toFormatter(Locale.ROOT);

  static final List<Signature> ALL = all();

  private TimeFunctions() {}

  private static List<Signature> all() {
    List<Signature> all = new ArrayList<>();
    all.add(Signature.of("duration", Kind.DURATION, Kind.STRING, TimeFunctions::duration));
    all.add(Signature.of("seconds", Kind.INT, Kind.DURATION, Duration::toSeconds));
    all.add(Signature.of("milliseconds", Kind.INT, Kind.DURATION, Duration::toMillis));
    all.add(
        Signature.of(
            "datetime",
            Kind.DATETIME,
            Kind.TIMESTAMP,
            Kind.ZONE,
            (Instant at, ZoneId zone) -> local(at, zone)));
    all.add(
        Signature.of(
            "date",
            Kind.DATE,
            Kind.TIMESTAMP,
            Kind.ZONE,
            (Instant at, ZoneId zone) -> local(at, zone).toLocalDate()));
    all.add(Signature.of("date", Kind.DATE, Kind.DATETIME, LocalDateTime::toLocalDate));
    all.add(
        Signature.of(
            "timestamp",
            Kind.TIMESTAMP,
            Kind.DATETIME,
            Kind.ZONE,
            (LocalDateTime at, ZoneId zone) -> within(at.atZone(zone).toInstant())));
    all.add(
        Signature.of(
            "timestamp",
            Kind.TIMESTAMP,
            Kind.DATE,
            Kind.ZONE,
            (LocalDate day, ZoneId zone) -> within(day.atStartOfDay(zone).toInstant())));
    all.add(
        Signature.of(
            "add_days",
            Kind.DATE,
            Kind.DATE,
            Kind.INT,
            (LocalDate day, Long n) -> moved(day, n, ChronoUnit.DAYS)));
    all.add(
        Signature.of(
            "add_months",
            Kind.DATE,
            Kind.DATE,
            Kind.INT,
            (LocalDate day, Long n) -> moved(day, n, ChronoUnit.MONTHS)));
    all.add(
        Signature.of(
            "days_between",
            Kind.INT,
            Kind.DATE,
            Kind.DATE,
            (LocalDate later, LocalDate earlier) -> ChronoUnit.DAYS.between(earlier, later)));
    Map<String, ToLongFunction<LocalDate>> ofDays = new LinkedHashMap<>();
    ofDays.put("year", LocalDate::getYear);
    ofDays.put("month", LocalDate::getMonthValue);
    ofDays.put("day", LocalDate::getDayOfMonth);
    ofDays.put("weekday", day -> day.getDayOfWeek().getValue());
    ofDays.forEach((name, part) -> {
      all.add(Signature.of(name, Kind.INT, Kind.DATE, (LocalDate v) -> part.applyAsLong(v)));
      all.add(
          Signature.of(
              name,
              Kind.INT,
              Kind.DATETIME,
              (LocalDateTime v) -> part.applyAsLong(v.toLocalDate())));
      all.add(
          Signature.of(
              name,
              Kind.INT,
              Kind.TIMESTAMP,
              Kind.ZONE,
              (Instant v, ZoneId zone) -> part.applyAsLong(local(v, zone).toLocalDate())));
    });
    Map<String, ToLongFunction<LocalTime>> ofClocks = new LinkedHashMap<>();
    ofClocks.put("hour", LocalTime::getHour);
    ofClocks.put("minute", LocalTime::getMinute);
    ofClocks.put("second", LocalTime::getSecond);
    ofClocks.forEach((name, part) -> {
      all.add(Signature.of(name, Kind.INT, Kind.TIME, (LocalTime v) -> part.applyAsLong(v)));
      all.add(
          Signature.of(
              name,
              Kind.INT,
              Kind.DATETIME,
              (LocalDateTime v) -> part.applyAsLong(v.toLocalTime())));
      all.add(
          Signature.of(
              name,
              Kind.INT,
              Kind.TIMESTAMP,
              Kind.ZONE,
              (Instant v, ZoneId zone) -> part.applyAsLong(local(v, zone).toLocalTime())));
    });
    return List.copyOf(all);
  }

  /// @throws Failure when it is none of the years 1 to 9999
  static Instant within(Instant time) {
    if (time.isBefore(FIRST) || time.isAfter(LAST)) {
      throw outside();
    }
    return time.truncatedTo(ChronoUnit.MICROS);
  }

  static Failure outside() {
    return new Failure("a time outside of the years 1 to 9999");
  }

  static Instant instant(String text) {
    try {
      return within(OffsetDateTime.parse(text.strip().replace(' ', 'T')).toInstant());
    } catch (DateTimeException _) {
      throw new Failure("a text that is no TIMESTAMP with its offset");
    }
  }

  static Instant ofSeconds(Long seconds) {
    try {
      return within(Instant.ofEpochSecond(seconds));
    } catch (DateTimeException _) {
      throw outside();
    }
  }

  static LocalDate date(String text) {
    try {
      return LocalDate.parse(text.strip());
    } catch (DateTimeException _) {
      throw new Failure("a text that is no DATE");
    }
  }

  static String text(Instant time) {
    LocalDateTime utc = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
    return utc.toLocalDate() + "T" + text(utc.toLocalTime()) + "Z";
  }

  static String text(LocalTime time) {
    return CLOCK.format(time);
  }

  private static LocalDateTime local(Instant time, ZoneId zone) {
    return LocalDateTime.ofInstant(time, zone);
  }

  private static LocalDate moved(LocalDate day, long by, ChronoUnit unit) {
    try {
      LocalDate moved = day.plus(by, unit);
      if (moved.getYear() >= 1 && moved.getYear() <= 9999) {
        return moved;
      }
    } catch (DateTimeException | ArithmeticException _) {
      // Said below, together with years that only BigQuery does not have.
    }
    throw outside();
  }

  private static Duration duration(String text) {
    Matcher whole = DURATION.matcher(text.strip());
    if (!whole.matches()) {
      throw new Failure("a text that is no duration, as \"1h30m\" is");
    }
    Duration sum = Duration.ZERO;
    Matcher parts = DURATION_PART.matcher(whole.group(2));
    while (parts.find()) {
      long micros =
          new BigDecimal(parts.group(1))
              .multiply(BigDecimal.valueOf(MICROS.getOrDefault(parts.group(2), 0L)))
              .longValue();
      sum = sum.plus(micros, ChronoUnit.MICROS);
    }
    return whole.group(1).isEmpty() ? sum : sum.negated();
  }
}
