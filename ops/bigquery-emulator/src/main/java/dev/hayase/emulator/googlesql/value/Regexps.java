package dev.hayase.emulator.googlesql.value;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// REGEXP functions, in RE2's syntax.
public final class Regexps {
  /// Few patterns are used by a statement, each of them often.
  private static final ThreadLocal<Map<String, Pattern>> COMPILED =
      ThreadLocal.withInitial(() ->
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Pattern> eldest) {
              return size() > 64;
            }
          });

  private Regexps() {}

  private static Pattern pattern(String regexp) {
    try {
      return COMPILED.get().computeIfAbsent(regexp, Pattern::compile);
    } catch (PatternSyntaxException e) {
      throw new EvaluationException(
          "Cannot parse regular expression: " + e.getDescription() + ": " + e.getPattern());
    }
  }

  /// The one capturing group, else the whole.
  private static int group(Pattern pattern, String function) {
    if (pattern.groupCount() > 1) {
      throw new EvaluationException(
          "Regular expression passed to "
              + function
              + " must not have more than 1 capturing group");
    }
    return pattern.groupCount();
  }

  public static boolean contains(String text, String regexp) {
    return pattern(regexp).matcher(text).find();
  }

  public static @Nullable String extract(
      String text, String regexp, long position, long occurrence) {
    Pattern pattern = pattern(regexp);
    int group = group(pattern, "REGEXP_EXTRACT");
    Matcher matcher = at(pattern, text, position, occurrence);
    return matcher == null ? null : matcher.group(group);
  }

  public static List<String> extractAll(String text, String regexp) {
    Pattern pattern = pattern(regexp);
    int group = group(pattern, "REGEXP_EXTRACT_ALL");
    Matcher matcher = pattern.matcher(text);
    List<String> found = new ArrayList<>();
    while (matcher.find()) {
      String part = matcher.group(group);
      found.add(part == null ? "" : part);
    }
    return found;
  }

  public static long instr(String text, String regexp, long position, long occurrence, long after) {
    Pattern pattern = pattern(regexp);
    int group = group(pattern, "REGEXP_INSTR");
    Matcher matcher = at(pattern, text, position, occurrence);
    if (matcher == null) {
      return 0;
    }
    int at = after == 0 ? matcher.start(group) : matcher.end(group);
    return text.codePointCount(0, at) + 1L;
  }

  private static @Nullable Matcher at(
      Pattern pattern, String text, long position, long occurrence) {
    if (position < 1 || occurrence < 1) {
      throw new EvaluationException(
          (position < 1 ? "Position" : "Occurrence") + " must be positive");
    }
    if (position > text.codePointCount(0, text.length()) + 1L) {
      return null;
    }
    Matcher matcher = pattern.matcher(text);
    int from = text.offsetByCodePoints(0, (int) position - 1);
    if (!matcher.find(from)) {
      return null;
    }
    for (long i = 1; i < occurrence; i++) {
      if (!matcher.find()) {
        return null;
      }
    }
    return matcher;
  }

  /// `\1` to `\9` are the groups, `\0` is the whole match.
  public static String replace(String text, String regexp, String replacement) {
    Pattern pattern = pattern(regexp);
    Matcher matcher = pattern.matcher(text);
    StringBuilder result = new StringBuilder();
    int at = 0;
    while (matcher.find()) {
      result.append(text, at, matcher.start()).append(filled(replacement, matcher));
      at = matcher.end();
    }
    return result.append(text.substring(at)).toString();
  }

  private static String filled(String replacement, Matcher matcher) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < replacement.length(); i++) {
      char c = replacement.charAt(i);
      if (c != '\\') {
        text.append(c);
        continue;
      }
      char next = i + 1 < replacement.length() ? replacement.charAt(++i) : ' ';
      if (next == '\\') {
        text.append('\\');
      } else if (next >= '0' && next <= '9' && next - '0' <= matcher.groupCount()) {
        String group = matcher.group(next - '0');
        text.append(group == null ? "" : group);
      } else {
        throw new EvaluationException("Invalid REGEXP_REPLACE pattern");
      }
    }
    return text.toString();
  }

  /// LIKE: `%` is any text, `_` one character, a backslash makes the next character itself.
  public static boolean like(String text, String pattern) {
    StringBuilder regexp = new StringBuilder("(?s)^");
    for (int i = 0; i < pattern.length(); ) {
      int c = pattern.codePointAt(i);
      i += Character.charCount(c);
      if (c == '%') {
        regexp.append(".*");
      } else if (c == '_') {
        regexp.append('.');
      } else {
        if (c == '\\') {
          if (i == pattern.length()) {
            throw new EvaluationException(
                "LIKE pattern ends with a backslash which is not allowed");
          }
          c = pattern.codePointAt(i);
          i += Character.charCount(c);
        }
        regexp.append(Pattern.quote(Character.toString(c)));
      }
    }
    return pattern(regexp.append('$').toString()).matcher(text).matches();
  }
}
