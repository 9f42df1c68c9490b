package dev.hayase.emulator.googlesql.value;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// STRING functions, which count in code points; BYTES are strings of the first 256 of them.
///
/// @see <a
///   href="https://cloud.google.com/bigquery/docs/reference/standard-sql/string_functions">String
///   functions</a>
public final class Texts {
  private static final int MOST = 1024 * 1024;
  private static final String DELIMITERS = " \t\n\r\f\u000b[](){}/|\\<>!?@\"^#$&~_,.:;*%+-";

  private Texts() {}

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /// From the code point numbered from 0.
  private static String from(String text, long from, long count) {
    int all = length(text);
    int start = (int) Math.min(all, Math.max(0, from));
    int end = (int) Math.min(all, start + Math.min(Math.max(0, count), all));
    return text.substring(text.offsetByCodePoints(0, start), text.offsetByCodePoints(0, end));
  }

  public static String substr(String text, long position, long count) {
    if (count < 0) {
      throw new EvaluationException("Third argument in SUBSTR() cannot be negative");
    }
    int all = length(text);
    long start = position > 0 ? position - 1 : position == 0 ? 0 : Math.max(0, all + position);
    return from(text, start, count);
  }

  public static String left(String text, long count) {
    if (count < 0) {
      throw new EvaluationException("Second argument in LEFT() cannot be negative");
    }
    return from(text, 0, count);
  }

  public static String right(String text, long count) {
    if (count < 0) {
      throw new EvaluationException("Second argument in RIGHT() cannot be negative");
    }
    return from(text, length(text) - count, count);
  }

  public static String pad(String text, long size, String pattern, boolean left) {
    if (size < 0) {
      throw new EvaluationException(
          "Second argument (output size) for LPAD/RPAD cannot be negative");
    }
    if (pattern.isEmpty()) {
      throw new EvaluationException("Third argument (pad pattern) for LPAD/RPAD cannot be empty");
    }
    long missing = size - length(text);
    if (missing <= 0) {
      return from(text, 0, size);
    }
    within(size);
    String padding = from(pattern.repeat((int) (missing / length(pattern)) + 1), 0, missing);
    return left ? padding + text : text + padding;
  }

  public static String repeat(String text, long count) {
    if (count < 0) {
      throw new EvaluationException("Second argument (repeat count) for REPEAT cannot be negative");
    }
    within(Math.multiplyExact(count, Math.max(1, text.length())));
    return text.repeat((int) count);
  }

  private static void within(long size) {
    if (size > MOST) {
      throw new EvaluationException("Output exceeds max allowed output size of 1MB");
    }
  }

  public static String reverse(String text) {
    return new StringBuilder(text).reverse().toString();
  }

  public static String trim(String text, @Nullable String set, boolean left, boolean right) {
    int[] points = text.codePoints().toArray();
    int start = 0;
    int end = points.length;
    while (left && start < end && in(points[start], set)) {
      start++;
    }
    while (right && end > start && in(points[end - 1], set)) {
      end--;
    }
    return new String(points, start, end - start);
  }

  private static boolean in(int point, @Nullable String set) {
    return set == null
        ? Character.isWhitespace(point) || Character.isSpaceChar(point) || point == 0x85
        : set.indexOf(point) >= 0;
  }

  public static String replace(String text, String from, String to) {
    return from.isEmpty() ? text : text.replace(from, to);
  }

  public static String translate(String text, String from, String to) {
    int[] source = from.codePoints().toArray();
    int[] target = to.codePoints().toArray();
    if (from.codePoints().distinct().count() < source.length) {
      throw new EvaluationException("Duplicate character in TRANSLATE source characters");
    }
    StringBuilder result = new StringBuilder();
    text.codePoints()
        .forEach(point -> {
          int i = 0;
          while (i < source.length && source[i] != point) {
            i++;
          }
          if (i == source.length) {
            result.appendCodePoint(point);
          } else if (i < target.length) {
            result.appendCodePoint(target[i]);
          }
        });
    return result.toString();
  }

  /// INSTR: the place, from 1, of an occurrence at or after a position; backwards from a negative.
  public static long instr(String text, String part, long position, long occurrence) {
    if (position == 0 || occurrence <= 0) {
      throw new EvaluationException(
          position == 0
              ? "The third argument (position) of INSTR() cannot be 0"
              : "The fourth argument (occurrence) of INSTR() must be positive");
    }
    int[] in = text.codePoints().toArray();
    int[] wanted = part.codePoints().toArray();
    long left = occurrence;
    long start = position > 0 ? position - 1 : in.length + position;
    int step = position > 0 ? 1 : -1;
    if (wanted.length == 0) {
      return 0;
    }
    for (long i = Math.min(start, in.length);
        i >= 0 && i <= in.length - (step > 0 ? wanted.length : 0);
        i += step) {
      if (i + wanted.length <= in.length
          && Arrays.equals(in, (int) i, (int) i + wanted.length, wanted, 0, wanted.length)
          && --left == 0) {
        return i + 1;
      }
    }
    return 0;
  }

  public static List<String> split(String text, String delimiter) {
    if (delimiter.isEmpty()) {
      return text.isEmpty()
          ? List.of("")
          : text.codePoints().mapToObj(Character::toString).toList();
    }
    List<String> parts = new ArrayList<>();
    int at = 0;
    for (int next = text.indexOf(delimiter); next >= 0; next = text.indexOf(delimiter, at)) {
      parts.add(text.substring(at, next));
      at = next + delimiter.length();
    }
    parts.add(text.substring(at));
    return parts;
  }

  public static String initcap(String text, @Nullable String delimiters) {
    String between = delimiters == null ? DELIMITERS : delimiters;
    StringBuilder result = new StringBuilder();
    boolean first = true;
    for (int point : text.codePoints().toArray()) {
      boolean delimiter = between.indexOf(point) >= 0;
      result.appendCodePoint(
          delimiter ? point : first ? Character.toTitleCase(point) : Character.toLowerCase(point));
      first = delimiter;
    }
    return result.toString();
  }

  public static String normalize(String text, String mode, boolean casefold) {
    String normal = Normalizer.normalize(text, Normalizer.Form.valueOf(mode));
    return casefold
        ? Normalizer.normalize(
            normal.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT), Normalizer.Form.valueOf(mode))
        : normal;
  }

  /// The letters' groups of sounds; H, W and Y do not part letters of one group.
  public static String soundex(String text) {
    String codes = "01230120022455012623010202";
    StringBuilder result = new StringBuilder();
    char last = 0;
    for (char c : text.toUpperCase(Locale.ROOT).toCharArray()) {
      if (c < 'A' || c > 'Z') {
        continue;
      }
      char code = codes.charAt(c - 'A');
      if (result.isEmpty()) {
        result.append(c);
      } else if (code != '0' && code != last) {
        result.append(code);
      }
      if (c != 'H' && c != 'W') {
        last = code;
      }
      if (result.length() == 4) {
        break;
      }
    }
    return result.isEmpty() ? "" : (result + "000").substring(0, 4);
  }

  /// EDIT_DISTANCE, by Levenshtein.
  public static long distance(String a, String b) {
    int[] left = a.codePoints().toArray();
    int[] right = b.codePoints().toArray();
    int[] row = new int[right.length + 1];
    for (int j = 0; j <= right.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= left.length; i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= right.length; j++) {
        int above = row[j];
        int change = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
        row[j] = Math.min(change, Math.min(above, row[j - 1]) + 1);
        diagonal = above;
      }
    }
    return row[right.length];
  }

  public static String chr(long point) {
    if (point == 0) {
      return "";
    }
    return Character.toString(codePoint(point));
  }

  public static String ofCodePoints(List<@Nullable Long> points) {
    return points.stream()
        .map(point -> Character.toString(codePoint(Objects.requireNonNull(point))))
        .collect(Collectors.joining());
  }

  private static int codePoint(long point) {
    if (point < 0 || point > 0x10FFFF || (point >= 0xD800 && point < 0xE000)) {
      throw new EvaluationException("Invalid codepoint " + point);
    }
    return (int) point;
  }
}
