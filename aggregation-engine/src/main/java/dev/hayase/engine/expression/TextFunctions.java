package dev.hayase.engine.expression;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Texts. Places are counted in characters (code points), from 0.
final class TextFunctions {
  static final List<Signature> ALL =
      List.of(
          text("upper", text -> text.toUpperCase(Locale.ROOT)),
          text("lower", text -> text.toLowerCase(Locale.ROOT)),
          text("trim", String::strip),
          test("contains", String::contains),
          test("startsWith", String::startsWith),
          test("endsWith", String::endsWith),
          Signature.of(
              "matches",
              Kind.BOOL,
              Kind.STRING,
              Kind.PATTERN,
              (String text, Pattern pattern) -> pattern.matcher(text).find()),
          Signature.of("extract", Kind.STRING, Kind.STRING, Kind.PATTERN, TextFunctions::extract),
          Signature.of(
              "replace",
              Kind.STRING,
              Kind.STRING,
              Kind.STRING,
              Kind.STRING,
              (String text, String old, String by) -> old.isEmpty() ? text : text.replace(old, by)),
          Signature.of(
              "substring",
              Kind.STRING,
              Kind.STRING,
              Kind.INT,
              (String text, Long from) -> substring(text, from, Long.MAX_VALUE)),
          Signature.of(
              "substring",
              Kind.STRING,
              Kind.STRING,
              Kind.INT,
              Kind.INT,
              (String text, Long from, Long to) -> substring(text, from, to)),
          Signature.of(
              "indexOf",
              Kind.INT,
              Kind.STRING,
              Kind.STRING,
              (String text, String part) -> {
                int at = text.indexOf(part);
                return at < 0 ? -1L : (long) text.codePointCount(0, at);
              }),
          Signature.of(
              "split",
              Kind.LIST,
              Kind.STRING,
              Kind.STRING,
              (String text, String between) -> split(text, between)),
          Signature.of(
              "join",
              Kind.STRING,
              Kind.TEXTS,
              Kind.STRING,
              (List<?> parts, String between) -> join(parts, between)));

  private TextFunctions() {}

  private static Signature text(String name, UnaryOperator<String> change) {
    return Signature.of(name, Kind.STRING, Kind.STRING, (String text) -> change.apply(text));
  }

  private static Signature test(String name, BiPredicate<String, String> test) {
    return Signature.of(
        name,
        Kind.BOOL,
        Kind.STRING,
        Kind.STRING,
        (String text, String part) -> test.test(text, part));
  }

  /// The first match, or its first group; NULL without a match.
  private static @Nullable Object extract(String text, Pattern pattern) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(Math.min(1, matcher.groupCount())) : null;
  }

  /// What of the places the text has.
  private static String substring(String text, long from, long to) {
    int length = text.codePointCount(0, text.length());
    int begin = Math.clamp(from, 0, length);
    int end = Math.clamp(to, begin, length);
    int at = text.offsetByCodePoints(0, begin);
    return text.substring(at, text.offsetByCodePoints(at, end - begin));
  }

  private static List<String> split(String text, String between) {
    if (between.isEmpty()) {
      return text.codePoints().mapToObj(Character::toString).toList();
    }
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int at = text.indexOf(between); at >= 0; at = text.indexOf(between, from)) {
      parts.add(text.substring(from, at));
      from = at + between.length();
    }
    parts.add(text.substring(from));
    return parts;
  }

  private static String join(List<?> parts, String between) {
    return parts.stream()
        .filter(part -> part != null)
        .map(Object::toString)
        .collect(Collectors.joining(between));
  }
}
