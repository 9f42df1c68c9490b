package dev.hayase.local.school;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Plausible and awkward values in PostgreSQL's text form.
final class Words {
  private static final Instant TERM = Instant.parse("2026-01-05T08:00:00Z");
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
  private static final List<String> FIRST =
      List.of("Aiko", "Björn", "Chinedu", "Dolores", "Émile", "花子", "Ivana", "지민", "Lê", "Zoë");
  private static final List<String> LAST =
      List.of("O'Hara", "佐藤", "Nuñez", "Müller", "van der Berg", "Иванов", "김", "Okafor", "Smith");
  private static final List<String> TEXT =
      List.of(
          "river",
          "流れ",
          "question",
          "🎓",
          "because",
          "naïve",
          "λ",
          "\"quoted\"",
          "back\\slash",
          "tab\there",
          "line\nbreak",
          "percent%",
          "comma,",
          "semi;",
          "それは",
          "배우다",
          "🧪🔬",
          "¿qué?",
          "https://example.org/?a=1&b=2",
          "{curly}",
          "NULL",
          "\\N",
          "'single'",
          "e\u0301");

  private final RandomGenerator random;

  Words(RandomGenerator random) {
    this.random = random;
  }

  /// NULL in a share of the cases.
  @Nullable String sometimes(double share, Supplier<? extends @Nullable String> value) {
    return random.nextDouble() < share ? value.get() : null;
  }

  String oneOf(List<String> values) {
    return values.get(random.nextInt(values.size()));
  }

  String oneOf(String... values) {
    return values[random.nextInt(values.length)];
  }

  String name() {
    return oneOf(FIRST) + " " + oneOf(LAST);
  }

  String text(int words) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words; i++) {
      text.append(i == 0 ? "" : " ").append(oneOf(TEXT));
    }
    return text.toString();
  }

  String uuid() {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  String bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return "\\x" + HexFormat.of().formatHex(bytes);
  }

  String integer(long low, long high) {
    return Long.toString(random.nextLong(low, high));
  }

  /// A decimal with that many digits after the point.
  String decimal(long low, long high, int scale) {
    String digits = "0".repeat(scale) + random.nextInt(1_000_000_000);
    return integer(low, high) + "." + digits.substring(digits.length() - scale);
  }

  String real() {
    return switch (random.nextInt(20)) {
      case 0 -> "NaN";
      case 1 -> "Infinity";
      case 2 -> "-Infinity";
      case 3 -> "0";
      default -> Float.toString(random.nextFloat() * 100);
    };
  }

  String fraction() {
    return switch (random.nextInt(40)) {
      case 0 -> "NaN";
      case 1 -> "1.7976931348623157e308";
      case 2 -> "5e-324";
      default -> Double.toString(random.nextDouble());
    };
  }

  String date() {
    return switch (random.nextInt(50)) {
      case 0 -> "0001-01-01";
      case 1 -> "9999-12-31";
      default -> LocalDate.EPOCH.plusDays(random.nextInt(20_000)).toString();
    };
  }

  String time() {
    return "%02d:%02d:%02d.%06d"
        .formatted(
            random.nextInt(24), random.nextInt(60), random.nextInt(60), random.nextInt(1_000_000));
  }

  String timestamp() {
    Instant instant = TERM.plus(Duration.ofSeconds(random.nextInt(30_000_000)));
    return "%s.%06d"
        .formatted(
            SECONDS.format(LocalDateTime.ofInstant(instant, ZoneOffset.UTC)),
            random.nextInt(1_000_000));
  }

  String timestamptz() {
    return timestamp() + oneOf("+00", "+09", "-03:30", "+05:45");
  }

  String interval() {
    return "%d days %d hours %d.%06d seconds"
        .formatted(
            random.nextInt(3), random.nextInt(24), random.nextInt(60), random.nextInt(1_000_000));
  }

  String json() {
    return switch (random.nextInt(8)) {
      case 0 -> "null";
      case 1 -> "[]";
      case 2 -> "\"text alone\"";
      case 3 -> "1234567890.5";
      default ->
          """
          {"locale": "%s", "score": %d, "beta": %b, "path": ["a", {"b": null}], "emoji": "🎓", "rate": %s}\
          """
              .formatted(
                  oneOf("ja", "pt-BR", "en"),
                  random.nextInt(1000),
                  random.nextBoolean(),
                  random.nextDouble());
    };
  }

  String texts() {
    return oneOf(
        "{}",
        "{algebra}",
        "{algebra,NULL,\"NULL\"}",
        "{\"a,b\",\"quo\\\"te\",\"\"}",
        "{星,🎓}",
        "{{a,b},{c,d}}");
  }

  String integers() {
    return oneOf("{}", "{1,2,3}", "{NULL}", "{9223372036854775807,-9223372036854775808}");
  }

  String decimals() {
    return oneOf("{}", "{0.0250}", "{1.5,NULL,-999999.9999}", "{0}");
  }
}
