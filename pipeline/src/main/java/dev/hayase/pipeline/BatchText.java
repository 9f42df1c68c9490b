package dev.hayase.pipeline;

import dev.hayase.pipeline.yaml.Refusal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How the limits of a batch are written, in the file as at run time. What is wrong is thrown as a
/// [Refusal].
public final class BatchText {
  /// BigQuery takes 10 MB in one append; the rest is for what surrounds the rows.
  private static final ByteSize LARGEST_BATCH = ByteSize.ofMebibytes(9);

  private static final ByteSize LEAST_BATCH = new ByteSize(1 << 10);
  private static final Pattern DURATION_FORM = Pattern.compile("([0-9]{1,9}) ?(ms|s|m|h)");

  private BatchText() {}

  /// A batch's bytes.
  public static ByteSize size(String text) {
    ByteSize size = ByteSize.parse(text);
    if (size.compareTo(LEAST_BATCH) < 0 || size.compareTo(LARGEST_BATCH) > 0) {
      throw new Refusal("is no size for a batch", "Write a size from 1KiB to 9MiB, as 4MiB");
    }
    return size;
  }

  /// How long a batch waits.
  public static Duration age(String text) {
    Matcher matcher = DURATION_FORM.matcher(text);
    if (matcher.matches()) {
      long amount = Long.parseLong(matcher.group(1));
      Duration age =
          switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
          };
      if (age.isPositive() && age.compareTo(Duration.ofHours(1)) <= 0) {
        return age;
      }
    }
    throw new Refusal(
        "is not a duration from 1ms to 1h", "Write a whole number and ms, s, m or h, as 200ms");
  }
}
