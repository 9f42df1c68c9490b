package dev.hayase.emulator.googlesql.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// FORMAT.
///
/// @see <a
///   href="https://cloud.google.com/bigquery/docs/reference/standard-sql/string_functions#format_string">
///   FORMAT</a>
public final class Printf {
  private static final Pattern SPECIFIER =
      Pattern.compile("%([-+ #0']*)(\\*|\\d+)?(?:\\.(\\*|\\d+)?)?([a-zA-Z%])");
  private static final Pattern PRECISION = Pattern.compile("\\.(\\*|\\d*)");

  private Printf() {}

  /// An argument.
  ///
  /// @param text as CAST to STRING writes it
  /// @param literal as an expression, as `%T` writes it
  public record Value(String type, @Nullable String text, String literal) {}

  private record Specifier(String flags, int width, int precision, char letter) {
    boolean has(char flag) {
      return flags.indexOf(flag) >= 0;
    }
  }

  public static @Nullable String format(String format, List<Value> values) {
    Matcher matcher = SPECIFIER.matcher(format);
    Iterator<Value> rest = values.iterator();
    StringBuilder result = new StringBuilder();
    int at = 0;
    while (at < format.length()) {
      char c = format.charAt(at);
      if (c != '%') {
        result.append(c);
        at++;
        continue;
      }
      matcher.region(at, format.length());
      if (!matcher.lookingAt()) {
        throw new EvaluationException("Invalid FORMAT specifier in \"" + format + "\"");
      }
      at = matcher.end();
      if (matcher.group(4).equals("%")) {
        result.append('%');
        continue;
      }
      Specifier specifier = specifier(matcher, rest);
      Value value = next(rest);
      if (value.text() == null && "tT".indexOf(specifier.letter()) < 0) {
        return null;
      }
      result.append(padded(specifier, one(specifier, value), value));
    }
    if (rest.hasNext()) {
      throw new EvaluationException("Too many arguments to FORMAT for pattern \"" + format + "\"");
    }
    return result.toString();
  }

  private static Value next(Iterator<Value> rest) {
    if (!rest.hasNext()) {
      throw new EvaluationException("Too few arguments to FORMAT");
    }
    return rest.next();
  }

  private static Specifier specifier(Matcher matcher, Iterator<Value> rest) {
    String flags = matcher.group(1);
    int width = matcher.group(2) == null ? 0 : number(matcher.group(2), rest);
    if (width < 0) {
      flags += "-";
    }
    Matcher point = PRECISION.matcher(matcher.group());
    int precision = point.find() ? number(point.group(1), rest) : -1;
    return new Specifier(flags, Math.abs(width), precision, matcher.group(4).charAt(0));
  }

  private static int number(String text, Iterator<Value> rest) {
    if (text.equals("*")) {
      return (int) Long.parseLong(String.valueOf(next(rest).text()));
    }
    return text.isEmpty() ? 0 : Integer.parseInt(text);
  }

  private static String one(Specifier specifier, Value value) {
    String text = String.valueOf(value.text());
    boolean whole = value.type().equals("INT64");
    boolean number = "FLOAT64 NUMERIC BIGNUMERIC".contains(value.type());
    return switch (specifier.letter()) {
      case 'd', 'i' -> whole ? signed(specifier, grouped(specifier, text)) : wrong(specifier);
      case 'x', 'X', 'o' -> whole ? radix(specifier, Long.parseLong(text)) : wrong(specifier);
      case 'f', 'F', 'e', 'E', 'g', 'G' -> number ? real(specifier, text) : wrong(specifier);
      case 's' -> {
        if (!value.type().equals("STRING")) {
          yield wrong(specifier);
        }
        yield cut(specifier, text);
      }
      case 'p' -> value.type().equals("JSON") ? text : wrong(specifier);
      case 'P' -> value.type().equals("JSON") ? Json.pretty(text) : wrong(specifier);
      case 't' -> cut(specifier, value.text() == null ? "NULL" : shown(value));
      case 'T' -> cut(specifier, value.literal());
      default -> wrong(specifier);
    };
  }

  private static String shown(Value value) {
    String text = String.valueOf(value.text());
    return value.type().equals("FLOAT64") && text.matches("-?\\d+") ? text + ".0" : text;
  }

  private static String wrong(Specifier specifier) {
    throw new EvaluationException(
        "Invalid type for argument to FORMAT; specifier %" + specifier.letter());
  }

  private static String cut(Specifier specifier, String text) {
    return specifier.precision() < 0
        ? text
        : text.substring(
            0,
            text.offsetByCodePoints(
                0, Math.min(specifier.precision(), text.codePointCount(0, text.length()))));
  }

  private static String radix(Specifier specifier, long value) {
    boolean octal = specifier.letter() == 'o';
    String digits = new BigInteger(Long.toString(value)).abs().toString(octal ? 8 : 16);
    String prefix = specifier.has('#') ? (octal ? "0" : "0x") : "";
    String text = (value < 0 ? "-" : "") + prefix + digits;
    return specifier.letter() == 'X' ? text.toUpperCase(Locale.ROOT) : text;
  }

  private static String real(Specifier specifier, String text) {
    char letter = Character.toLowerCase(specifier.letter());
    if (!text.matches(".*\\d.*")) {
      return Character.isUpperCase(specifier.letter()) ? text.toUpperCase(Locale.ROOT) : text;
    }
    BigDecimal value = new BigDecimal(text);
    int precision = specifier.precision() < 0 ? 6 : specifier.precision();
    String digits;
    if (letter == 'f') {
      digits =
          grouped(specifier, value.setScale(precision, RoundingMode.HALF_EVEN).toPlainString());
    } else if (letter == 'e') {
      digits = scientific(value, precision);
    } else {
      int significant = Math.max(1, precision);
      digits =
          Floats.general(
              value.round(new MathContext(significant, RoundingMode.HALF_EVEN)),
              significant,
              specifier.has('#'));
    }
    String result = signed(specifier, digits);
    return Character.isUpperCase(specifier.letter()) ? result.toUpperCase(Locale.ROOT) : result;
  }

  private static String scientific(BigDecimal value, int precision) {
    BigDecimal rounded = value.round(new MathContext(precision + 1, RoundingMode.HALF_EVEN));
    String unscaled = rounded.unscaledValue().abs().toString();
    int exponent = rounded.signum() == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
    String fraction = (unscaled.substring(1) + "0".repeat(precision)).substring(0, precision);
    return (rounded.signum() < 0 ? "-" : "")
        + unscaled.charAt(0)
        + (precision == 0 ? "" : "." + fraction)
        + Floats.exponent(exponent);
  }

  private static String signed(Specifier specifier, String digits) {
    if (digits.startsWith("-")) {
      return digits;
    }
    return specifier.has('+') ? "+" + digits : specifier.has(' ') ? " " + digits : digits;
  }

  private static String grouped(Specifier specifier, String digits) {
    if (!specifier.has('\'')) {
      return digits;
    }
    int point = digits.indexOf('.');
    String whole = point < 0 ? digits : digits.substring(0, point);
    return whole.replaceAll("(?<=\\d)(?=(\\d{3})+$)", ",") + digits.substring(whole.length());
  }

  private static String padded(Specifier specifier, String text, Value value) {
    int missing = specifier.width() - text.codePointCount(0, text.length());
    if (missing <= 0) {
      return text;
    }
    boolean number = "diouxXfFeEgG".indexOf(specifier.letter()) >= 0;
    if (specifier.has('-')) {
      return text + " ".repeat(missing);
    }
    if (specifier.has('0') && number && value.text() != null && text.matches(".*\\d.*")) {
      int sign = text.startsWith("-") || text.startsWith("+") || text.startsWith(" ") ? 1 : 0;
      return text.substring(0, sign) + "0".repeat(missing) + text.substring(sign);
    }
    return " ".repeat(missing) + text;
  }
}
