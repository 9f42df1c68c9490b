package dev.hayase.pipeline;

import dev.hayase.pipeline.yaml.Refusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An amount of bytes, written as `128MiB`.
public record ByteSize(long bytes) implements Comparable<ByteSize> {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,12}) ?([A-Za-z]+)");
  private static final Map<String, Long> UNITS = units();
  private static final List<String> BINARY_UNITS = List.of("B", "KiB", "MiB", "GiB");

  public ByteSize {
    if (bytes < 0) {
      throw new IllegalArgumentException("A size is not negative: " + bytes);
    }
  }

  public static ByteSize ofMebibytes(long mebibytes) {
    return new ByteSize(Math.multiplyExact(mebibytes, 1L << 20));
  }

  /// Reads what [#toString] writes, and other units.
  ///
  /// @throws IllegalArgumentException with what is wrong, which names the remedy
  public static ByteSize parse(String text) {
    Matcher matcher = FORM.matcher(text);
    Long unit = matcher.matches() ? UNITS.get(matcher.group(2)) : null;
    if (unit == null) {
      throw new Refusal(
          "is not a size",
          "Write a whole number and a unit, as 128MiB; units are "
              + String.join(", ", UNITS.keySet()));
    }
    try {
      return new ByteSize(Math.multiplyExact(Long.parseLong(matcher.group(1)), unit));
    } catch (ArithmeticException _) {
      throw new Refusal("is more than any machine has", "Write a smaller size, as 128MiB");
    }
  }

  @Override
  public int compareTo(ByteSize other) {
    return Long.compare(bytes, other.bytes);
  }

  /// The largest of the binary units that divides it, as it would be written in the file.
  @Override
  public String toString() {
    int power = bytes == 0 ? 0 : Math.min(Long.numberOfTrailingZeros(bytes) / 10, 3);
    return (bytes >> (10 * power)) + BINARY_UNITS.get(power);
  }

  private static Map<String, Long> units() {
    var units = new LinkedHashMap<String, Long>();
    units.put("B", 1L);
    units.put("KiB", 1L << 10);
    units.put("MiB", 1L << 20);
    units.put("GiB", 1L << 30);
    units.put("kB", 1_000L);
    units.put("MB", 1_000_000L);
    units.put("GB", 1_000_000_000L);
    return units;
  }
}
