package dev.hayase.cli.replay;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.ThreadLocalRandom;

/// Names of orders: when they were given, so that they sort, and four characters of chance.
public final class ReplayId {
  private ReplayId() {}

  /// @param kind the letter that it begins with
  public static String next(String kind, Instant now) {
    int chance = ThreadLocalRandom.current().nextInt(36 * 36 * 36, 36 * 36 * 36 * 36);
    return kind
        + DateTimeFormatter.ofPattern("yyMMdd-HHmmss").format(now.atOffset(ZoneOffset.UTC))
        + "-"
        + Integer.toString(chance, 36);
  }
}
