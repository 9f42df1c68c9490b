package dev.hayase.cdc;

import java.time.Duration;

/// How long to wait before the next try: longer each time, until something worked.
final class Patience {
  private static final Duration FIRST = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofSeconds(15);

  private Duration next = FIRST;

  Duration pause() {
    Duration now = next;
    Duration doubled = next.multipliedBy(2);
    next = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    return now;
  }

  void renew() {
    next = FIRST;
  }
}
