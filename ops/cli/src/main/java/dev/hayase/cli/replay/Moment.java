package dev.hayase.cli.replay;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A place in time, as people write it.
public sealed interface Moment {

  /// A time of the broker's clock.
  record At(Instant instant) implements Moment {}

  /// The oldest record that is still there.
  record Earliest() implements Moment {}

  /// Reads `2026-11-22T10:00+09:00`, `2026-11-22T01:00Z`, `2026-11-22T10:00` (of this machine's
  /// zone), `2h` (so long ago) and `earliest`.
  ///
  /// @throws IllegalArgumentException with how to write it
  static Moment parse(String text, Instant now, ZoneId zone) {
    if (text.equals("earliest")) {
      return new Earliest();
    }
    Matcher ago = Pattern.compile("(\\d{1,6})([smhd])").matcher(text);
    if (ago.matches()) {
      long amount = Long.parseLong(ago.group(1));
      return new At(
          now.minus(
              switch (ago.group(2)) {
                case "s" -> Duration.ofSeconds(amount);
                case "m" -> Duration.ofMinutes(amount);
                case "h" -> Duration.ofHours(amount);
                default -> Duration.ofDays(amount);
              }));
    }
    String spaced = text.replace(' ', 'T');
    try {
      return new At(OffsetDateTime.parse(spaced).toInstant());
    } catch (DateTimeException e) {
      try {
        return new At(LocalDateTime.parse(spaced).atZone(zone).toInstant());
      } catch (DateTimeException f) {
        throw new IllegalArgumentException(
            "'%s' is no time: write 2026-11-22T10:00+09:00, 2026-11-22T01:00Z, 2h for two hours ago, or earliest"
                .formatted(text));
      }
    }
  }

  /// As a person of this zone reads it.
  static String text(Instant instant, ZoneId zone) {
    return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss XXX").format(instant.atZone(zone));
  }
}
