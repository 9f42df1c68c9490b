package dev.hayase.local.school;

import dev.hayase.local.sample.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Rows of the learning platform, made up.
final class SchoolRows {
  private static final long MINUTES = Duration.ofMinutes(3).toSeconds();
  private static final long YEAR = Duration.ofDays(365).toSeconds();
  private static final long MEMBERSHIP_MILLIS = Duration.ofDays(40).toMillis();

  private final RandomGenerator random;
  private final Words words;
  private final Instant opened;

  /// @param opened when the school's life begins: memberships are paid for before, and end around
  ///   it
  SchoolRows(RandomGenerator random, Instant opened) {
    this.random = random;
    this.opened = opened;
    this.words = new Words(random);
  }

  Words words() {
    return words;
  }

  Row learner(long id) {
    String name = words.name();
    return Row.of(
        Long.toString(id),
        words.uuid(),
        name,
        words.sometimes(0.9, () -> "learner" + id + "@example.org"),
        words.sometimes(0.8, words::date),
        Boolean.toString(random.nextInt(10) > 0),
        words.sometimes(0.9, () -> words.oneOf("JP", "BR", "DE", "KR", "X")),
        words.decimal(-9_999_999, 9_999_999, 2),
        words.sometimes(0.7, words::json),
        words.sometimes(0.3, () -> words.bytes(random.nextInt(64))),
        words.sometimes(0.7, words::texts),
        biography(),
        words.timestamptz());
  }

  /// None, an empty one, a short one, or one so wide that PostgreSQL stores it out of line.
  @Nullable String biography() {
    return switch (random.nextInt(8)) {
      case 0 -> null;
      case 1 -> "";
      case 2, 3 -> words.text(400 + random.nextInt(800));
      default -> words.text(20);
    };
  }

  Row course(long number) {
    return Row.of(
        courseCode(number),
        words.text(3),
        words.sometimes(0.9, () -> words.oneOf("-32768", "0", "1", "2", "32767")),
        words.sometimes(0.9, () -> words.oneOf("-2147483648", "30", "120", "2147483647")),
        words.sometimes(0.9, words::real),
        words.sometimes(0.9, words::fraction),
        words.sometimes(0.9, () -> words.decimal(0, 1_000_000_000_000L, 9)),
        words.sometimes(0.8, words::texts),
        words.sometimes(0.8, words::integers),
        words.sometimes(0.9, words::date),
        words.sometimes(0.9, words::time),
        words.sometimes(0.9, words::timestamp),
        words.sometimes(0.8, words::json));
  }

  static String courseCode(long number) {
    return "課程-" + number;
  }

  Row enrolment(long learner, String course) {
    return Row.of(
        Long.toString(learner),
        course,
        words.oneOf("enrolled", "active", "finished", "withdrawn"),
        words.sometimes(0.8, words::fraction),
        words.sometimes(0.5, () -> words.decimal(0, 100, 2)),
        words.timestamptz(),
        words.sometimes(0.3, words::timestamp));
  }

  Row payment(long learner) {
    return Row.of(
        words.uuid(),
        Long.toString(learner),
        words.oneOf(
            words.decimal(0, 10_000, 2),
            words.decimal(-99_999_999, 99_999_999, 9),
            "99999999999999999999999999999.999999999",
            "0"),
        words.oneOf("JPY", "EUR", "BRL"),
        words.oneOf("pending", "paid", "refunded", "失敗"),
        words.sometimes(0.7, words::decimals),
        words.sometimes(0.5, () -> words.bytes(random.nextInt(200))),
        words.sometimes(0.5, () -> words.text(random.nextInt(12))),
        words.sometimes(0.8, words::timestamptz));
  }

  /// Most of them are valid for long, or have ended; some end in the first minutes of the school's
  /// life.
  Row membershipPayment(long learner) {
    Instant end =
        switch (random.nextInt(4)) {
          case 0 -> opened.plusSeconds(random.nextLong(MINUTES));
          case 1 -> opened.minusSeconds(random.nextLong(YEAR));
          default -> opened.plusSeconds(random.nextLong(YEAR));
        };
    Instant paid = opened.minusMillis(random.nextLong(MEMBERSHIP_MILLIS));
    return Row.of(
        words.uuid(),
        Long.toString(learner),
        words.oneOf("monthly", "yearly", "学割"),
        words.decimal(0, 20_000, 2),
        words.oneOf("paid", "paid", "paid", "pending", "refunded"),
        paid.toString(),
        words.sometimes(0.95, end::toString));
  }

  Row answer(long learner, String course, long question, int attempt) {
    return Row.of(
        Long.toString(learner),
        course,
        Long.toString(question),
        Integer.toString(attempt),
        words.sometimes(0.9, () -> words.text(random.nextInt(20))),
        words.sometimes(0.9, () -> Boolean.toString(random.nextBoolean())),
        words.sometimes(0.9, () -> words.oneOf("1", "0.5", "0", words.decimal(-5, 5, 7))),
        words.sometimes(0.6, words::interval),
        words.sometimes(0.4, words::json),
        words.timestamptz());
  }
}
