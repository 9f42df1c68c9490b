package dev.hayase.event.letter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Chooses dead letters by conditions that must all hold:
///
/// ```
/// code=unfit-value,column=price,offset=100..200,partition=3,letter=17,reason~too long
/// ```
///
/// `=` compares the whole text, `~` looks for a part of it whatever the case, `a..b` is a range
/// with both ends, either of which may be left out. Conditions are separated by commas; a comma
/// within a text is written `\,`.
public final class LetterFilter {
  /// Takes every letter.
  public static final LetterFilter ALL = new LetterFilter("", List.of());

  private static final Pattern CONDITION =
      Pattern.compile("\\s*([a-z]+)\\s*([=~])\\s*(.*?)\\s*", Pattern.DOTALL);
  private static final Pattern RANGE = Pattern.compile("(\\d*)\\.\\.(\\d*)|(\\d+)");

  private final String text;
  private final List<Condition> conditions;

  private LetterFilter(String text, List<Condition> conditions) {
    this.text = text;
    this.conditions = conditions;
  }

  private interface Condition {
    boolean holds(DeadLetter letter);
  }

  /// Reads conditions.
  ///
  /// @throws IllegalArgumentException that says what is wrong
  public static LetterFilter parse(String text) {
    if (text.isBlank()) {
      return ALL;
    }
    List<Condition> conditions = new ArrayList<>();
    for (String part : text.split("(?<!\\\\),", -1)) {
      conditions.add(condition(part.replace("\\,", ",")));
    }
    return new LetterFilter(text.strip(), conditions);
  }

  private static Condition condition(String text) {
    Matcher parts = CONDITION.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "'%s' is no condition: write code=WORD, column=NAME, table=NAME, partition=N, offset=A..B, letter=A..B or reason~TEXT"
              .formatted(text.strip()));
    }
    String field = parts.group(1);
    boolean part = parts.group(2).equals("~");
    String wanted = parts.group(3);
    return switch (field) {
      case "code" -> letter -> matches(letter.code(), wanted, part);
      case "column" -> letter -> letter.column().filter(c -> matches(c, wanted, part)).isPresent();
      case "table" -> letter -> matches(letter.table(), wanted, part);
      case "reason" -> letter -> matches(letter.reason(), wanted, part);
      case "partition" -> number(text, part, wanted, DeadLetter::partition);
      case "offset" -> number(text, part, wanted, DeadLetter::offset);
      case "letter" -> number(text, part, wanted, DeadLetter::letter);
      default ->
          throw new IllegalArgumentException(
              "Letters have no '%s': conditions are on code, column, table, reason, partition, offset and letter"
                  .formatted(field));
    };
  }

  private static boolean matches(String present, String wanted, boolean part) {
    return part
        ? present.toLowerCase(Locale.ROOT).contains(wanted.toLowerCase(Locale.ROOT))
        : present.equals(wanted);
  }

  private interface Numbered {
    long of(DeadLetter letter);
  }

  private static Condition number(String text, boolean part, String wanted, Numbered number) {
    Matcher range = RANGE.matcher(wanted);
    if (part || !range.matches()) {
      throw new IllegalArgumentException(
          "'%s' is no condition on a number: write it as =7, =7..9, =7.. or =..9"
              .formatted(text.strip()));
    }
    long lowest = bound(range.group(3) == null ? range.group(1) : range.group(3), 0);
    long highest = bound(range.group(3) == null ? range.group(2) : range.group(3), Long.MAX_VALUE);
    return letter -> number.of(letter) >= lowest && number.of(letter) <= highest;
  }

  private static long bound(String digits, long open) {
    return digits.isEmpty() ? open : Long.parseLong(digits);
  }

  /// Whether every condition holds.
  public boolean takes(DeadLetter letter) {
    return conditions.stream().allMatch(condition -> condition.holds(letter));
  }

  /// As it was written.
  public String text() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LetterFilter filter && filter.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
