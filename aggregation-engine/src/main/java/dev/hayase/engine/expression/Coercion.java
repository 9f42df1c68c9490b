package dev.hayase.engine.expression;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Which values stand for which others without being asked: integers for decimals and
/// floating-point numbers, literals with a fraction for decimals, NULL for everything, and JSON
/// where only one thing is possible.
final class Coercion {
  private static final int LONGEST_PATTERN = 1_000;

  private Coercion() {}

  /// How far it is from the part's type to the kind; empty when it does not go.
  static OptionalInt cost(Part part, Kind wanted) {
    Kind kind = part.kind();
    if (kind == wanted || kind == Kind.NULL) {
      return OptionalInt.of(0);
    }
    boolean goes =
        switch (wanted) {
          case DOUBLE -> kind == Kind.INT;
          case DECIMAL -> kind == Kind.INT || (kind == Kind.DOUBLE && part.constant());
          case BIG_DECIMAL ->
              kind == Kind.INT || kind == Kind.DECIMAL || (kind == Kind.DOUBLE && part.constant());
          case STRING, BOOL, LIST -> kind == Kind.JSON;
          case TEXTS ->
              (kind == Kind.JSON || kind == Kind.LIST)
                  && (part.type().elements().kind() == Kind.STRING
                      || part.type().elements().kind() == Kind.JSON);
          case ZONE, PATTERN -> kind == Kind.STRING || kind == Kind.JSON;
          default -> false;
        };
    return goes ? OptionalInt.of(kind == Kind.JSON ? 9 : distance(wanted)) : OptionalInt.empty();
  }

  private static int distance(Kind wanted) {
    return switch (wanted) {
      case DECIMAL -> 2;
      case BIG_DECIMAL -> 3;
      default -> 1;
    };
  }

  /// The same value as one of the kind, to which it goes.
  static Part to(Part part, Kind wanted) {
    Kind kind = part.kind();
    if (kind == wanted) {
      return part;
    }
    try {
      ValueType type = ValueType.of(wanted);
      return switch (wanted) {
        case DOUBLE -> part.as(type, value -> ((Long) value).doubleValue());
        case DECIMAL, BIG_DECIMAL -> part.as(type, value -> decimal(value, wanted));
        case STRING -> part.as(type, JsonValue::string);
        case BOOL -> part.as(type, JsonValue::bool);
        case LIST -> part.as(ValueType.listOf(ValueType.JSON), JsonValue::list);
        case TEXTS -> to(part, Kind.LIST).as(type, value -> texts((List<?>) value));
        case ZONE -> to(part, Kind.STRING).as(type, value -> zone((String) value));
        case PATTERN -> to(part, Kind.STRING).as(type, value -> pattern((String) value));
        default -> new Part(type, part.node(), part.offset(), part.constant());
      };
    } catch (Failure e) {
      throw new Mistake(part.offset(), "has " + e.getMessage(), "Correct it");
    }
  }

  private static BigDecimal decimal(Object value, Kind wanted) {
    return switch (value) {
      case Long whole -> BigDecimal.valueOf(whole);
      case Double literal -> Decimals.of(literal, wanted);
      default -> (BigDecimal) value;
    };
  }

  private static List<@Nullable Object> texts(List<?> values) {
    List<@Nullable Object> texts = new ArrayList<>(values.size());
    for (Object value : values) {
      texts.add(value == null || value instanceof String ? value : JsonValue.string(value));
    }
    return texts;
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException _) {
      throw new Failure("a text that is no time zone");
    }
  }

  private static Pattern pattern(String text) {
    if (text.length() > LONGEST_PATTERN) {
      throw new Failure("a regular expression of more than " + LONGEST_PATTERN + " characters");
    }
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException _) {
      throw new Failure("a text that is no regular expression");
    }
  }
}
