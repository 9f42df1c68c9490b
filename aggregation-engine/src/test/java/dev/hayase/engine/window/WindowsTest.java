package dev.hayase.engine.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.engine.window.Windows.Calendar;
import dev.hayase.engine.window.Windows.CalendarUnit;
import dev.hayase.engine.window.Windows.Fixed;
import dev.hayase.engine.window.Windows.Hopping;
import dev.hayase.engine.window.Windows.Tumbling;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowsTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          HOUR,  Asia/Tokyo,          2026-11-23T10:30:00Z,        2026-11-23T10:00:00Z, 2026-11-23T11:00:00Z
          HOUR,  Asia/Kolkata,        2026-11-23T10:29:59Z,        2026-11-23T09:30:00Z, 2026-11-23T10:30:00Z
          DAY,   Asia/Tokyo,          2026-11-23T15:00:00Z,        2026-11-23T15:00:00Z, 2026-11-24T15:00:00Z
          DAY,   Asia/Tokyo,          2026-11-23T14:59:59.999999Z, 2026-11-22T15:00:00Z, 2026-11-23T15:00:00Z
          WEEK,  Asia/Tokyo,          2026-11-22T14:59:59Z,        2026-11-15T15:00:00Z, 2026-11-22T15:00:00Z
          MONTH, Asia/Tokyo,          2024-02-29T15:00:00Z,        2024-02-29T15:00:00Z, 2024-03-31T15:00:00Z
          MONTH, Asia/Tokyo,          2024-02-29T14:00:00Z,        2024-01-31T15:00:00Z, 2024-02-29T15:00:00Z
          DAY,   Europe/Berlin,       2026-03-29T12:00:00Z,        2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z
          DAY,   Europe/Berlin,       2026-10-25T12:00:00Z,        2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z
          HOUR,  Europe/Berlin,       2026-10-25T00:30:00Z,        2026-10-25T00:00:00Z, 2026-10-25T01:00:00Z
          HOUR,  Europe/Berlin,       2026-10-25T01:30:00Z,        2026-10-25T01:00:00Z, 2026-10-25T02:00:00Z
          WEEK,  Europe/Berlin,       2026-03-29T12:00:00Z,        2026-03-22T23:00:00Z, 2026-03-29T22:00:00Z
          DAY,   America/Sao_Paulo,   2018-11-04T12:00:00Z,        2018-11-04T03:00:00Z, 2018-11-05T02:00:00Z
          DAY,   America/Sao_Paulo,   2018-02-18T02:30:00Z,        2018-02-17T02:00:00Z, 2018-02-18T03:00:00Z
          DAY,   America/Sao_Paulo,   2018-02-18T03:00:00Z,        2018-02-18T03:00:00Z, 2018-02-19T03:00:00Z
          DAY,   America/St_Johns,    2009-11-01T02:45:00Z,        2009-10-31T02:30:00Z, 2009-11-01T03:30:00Z
          DAY,   America/St_Johns,    2009-11-01T04:00:00Z,        2009-11-01T02:30:00Z, 2009-11-02T03:30:00Z
          DAY,   America/Havana,      2026-11-01T04:30:00Z,        2026-11-01T04:00:00Z, 2026-11-02T05:00:00Z
          DAY,   Pacific/Apia,        2011-12-30T09:59:59Z,        2011-12-29T10:00:00Z, 2011-12-30T10:00:00Z
          DAY,   Pacific/Apia,        2011-12-30T10:00:00Z,        2011-12-30T10:00:00Z, 2011-12-31T10:00:00Z
          DAY,   UTC,                 2024-02-29T23:00:00Z,        2024-02-29T00:00:00Z, 2024-03-01T00:00:00Z
          DAY,   UTC,                 1969-12-31T23:59:59.999999Z, 1969-12-31T00:00:00Z, 1970-01-01T00:00:00Z
          MONTH, UTC,                 0001-01-31T00:00:00Z,        0001-01-01T00:00:00Z, 0001-02-01T00:00:00Z
          """)
  void theCalendarIsAsPeopleKnowIt(
      CalendarUnit unit, ZoneId zone, Instant time, Instant start, Instant end) {
    assertThat(new Calendar(unit, zone).at(time)).containsExactly(new Window(start, end));
  }

  @Test
  void hoppingWindowsOverlap() {
    assertThat(
            new Hopping(Duration.ofMinutes(10), Duration.ofMinutes(4))
                .at(Instant.parse("1969-12-31T23:59:00Z")))
        .containsExactly(
            window("1969-12-31T23:52:00Z", "1970-01-01T00:02:00Z"),
            window("1969-12-31T23:56:00Z", "1970-01-01T00:06:00Z"));
  }

  @Test
  void windowsThatBigQueryCannotHoldAreLeftOut() {
    assertThat(new Tumbling(Duration.ofDays(1)).at(Instant.parse("9999-12-31T00:00:00Z")))
        .isEmpty();
    assertThat(
            new Calendar(CalendarUnit.DAY, ZoneId.of("Asia/Tokyo"))
                .at(Instant.parse("0001-01-01T00:00:00Z")))
        .isEmpty();
  }

  @Property
  void everyInstantIsWithinItsWindows(
      @ForAll("fixed") Fixed windows,
      @ForAll @LongRange(min = -60_000_000_000L, max = 250_000_000_000L) long second) {
    Instant time = Instant.ofEpochSecond(second);
    assertThat(windows.at(time))
        .isNotEmpty()
        .allSatisfy(each -> assertThat(time).isBetween(each.start(), each.end().minusNanos(1)));
  }

  @Property
  void whatIsInOneWindowAgreesOnIt(
      @ForAll("fixed") Fixed windows,
      @ForAll @LongRange(min = 0, max = 4_000_000_000L) long second) {
    Window window = windows.at(Instant.ofEpochSecond(second)).getFirst();
    assertThat(windows.at(window.start())).contains(window);
    assertThat(windows.at(window.end().minusNanos(1000))).contains(window);
    assertThat(windows.at(window.end())).doesNotContain(window);
  }

  @Property
  void hoppingWindowsAreAllThatHoldTheInstant(
      @ForAll @LongRange(min = 1, max = 20) long size,
      @ForAll @LongRange(min = 1, max = 20) long every,
      @ForAll @LongRange(min = -100, max = 100) long second) {
    List<Window> expected = new ArrayList<>();
    for (long start = -1000 * every; start <= second; start += every) {
      if (start + size > second) {
        expected.add(new Window(Instant.ofEpochSecond(start), Instant.ofEpochSecond(start + size)));
      }
    }
    assertThat(
            new Hopping(Duration.ofSeconds(size), Duration.ofSeconds(every))
                .at(Instant.ofEpochSecond(second)))
        .isEqualTo(expected);
  }

  @Provide
  Arbitrary<Fixed> fixed() {
    Arbitrary<Fixed> calendar =
        Arbitraries.of(CalendarUnit.class)
            .flatMap(unit ->
                Arbitraries.of("UTC", "Asia/Tokyo", "Europe/Berlin", "America/Sao_Paulo")
                    .map(zone -> new Calendar(unit, ZoneId.of(zone))));
    return Arbitraries.oneOf(
        calendar,
        Arbitraries.longs().between(1, 100_000).map(s -> new Tumbling(Duration.ofSeconds(s))));
  }

  private static Window window(String start, String end) {
    return new Window(Instant.parse(start), Instant.parse(end));
  }
}
