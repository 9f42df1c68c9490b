package dev.hayase.engine.expression;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/// `+ - * / %`. Integers and decimals are exact or have no value; integers divide to integers, as
/// in CEL.
final class Arithmetic {
  private Arithmetic() {}

  static Part negate(Part part, int offset) {
    return switch (part.kind()) {
      case INT -> part.as(part.type(), value -> whole(() -> Math.negateExact((Long) value)));
      case DOUBLE -> part.as(part.type(), value -> -(Double) value);
      case DECIMAL, BIG_DECIMAL -> part.as(part.type(), value -> ((BigDecimal) value).negate());
      default -> throw mistake("-", part, part, offset);
    };
  }

  static Part compile(String sign, Part left, Part right, int offset) {
    Kind one = left.kind();
    Kind other = right.kind();
    List<Part> parts = List.of(left, right);
    if (one == Kind.NULL && other == Kind.NULL) {
      throw mistake(sign, left, right, offset);
    }
    if (isOr(one, other, Kind::isNumber)) {
      return numbers(sign, left, right, offset);
    }
    if (sign.equals("+") && isOr(one, other, Kind::isText)) {
      return Functions.strict(ValueType.STRING, parts, offset, v -> (String) v[0] + v[1]);
    }
    if (sign.equals("+") && one == Kind.LIST && left.type().equals(right.type())) {
      return Functions.strict(
          left.type(),
          parts,
          offset,
          v -> {
            List<Object> both = new ArrayList<>((List<?>) v[0]);
            both.addAll((List<?>) v[1]);
            return both;
          });
    }
    return times(sign, left, right, offset);
  }

  private static boolean isOr(Kind one, Kind other, Predicate<Kind> test) {
    return (test.test(one) || one == Kind.NULL) && (test.test(other) || other == Kind.NULL);
  }

  private static Part numbers(String sign, Part left, Part right, int offset) {
    List<Part> same;
    try {
      same = Operators.alike(List.of(left, right), offset);
    } catch (Mistake _) {
      throw mistake(sign, left, right, offset);
    }
    ValueType type = same.getFirst().type();
    Kind kind = type.kind();
    return Functions.strict(
        type,
        same,
        offset,
        switch (kind) {
          case INT -> v -> integers(sign, (Long) v[0], (Long) v[1]);
          case DOUBLE -> v -> doubles(sign, (Double) v[0], (Double) v[1]);
          default -> v -> decimals(sign, (BigDecimal) v[0], (BigDecimal) v[1], kind);
        });
  }

  private static long integers(String sign, long left, long right) {
    return whole(() ->
        switch (sign) {
          case "+" -> Math.addExact(left, right);
          case "-" -> Math.subtractExact(left, right);
          case "*" -> Math.multiplyExact(left, right);
          case "/" -> Math.divideExact(left, nonZero(right));
          default -> left % nonZero(right);
        });
  }

  private static long nonZero(long divisor) {
    if (divisor == 0) {
      throw new Failure("a division by zero");
    }
    return divisor;
  }

  private static long whole(LongSupplier computed) {
    try {
      return computed.getAsLong();
    } catch (ArithmeticException _) {
      throw new Failure("a number beyond the limits of INT64");
    }
  }

  private static double doubles(String sign, double left, double right) {
    return switch (sign) {
      case "+" -> left + right;
      case "-" -> left - right;
      case "*" -> left * right;
      case "/" -> left / right;
      default -> left % right;
    };
  }

  private static BigDecimal decimals(String sign, BigDecimal left, BigDecimal right, Kind kind) {
    return switch (sign) {
      case "+" -> Decimals.fit(left.add(right), kind);
      case "-" -> Decimals.fit(left.subtract(right), kind);
      case "*" -> Decimals.fit(left.multiply(right), kind);
      case "/" -> Decimals.divide(left, right, kind);
      default -> Decimals.remainder(left, right, kind);
    };
  }

  private static Part times(String sign, Part left, Part right, int offset) {
    Kind one = left.kind();
    Kind other = right.kind();
    List<Part> parts = List.of(left, right);
    boolean plus = sign.equals("+");
    boolean minus = sign.equals("-");
    ValueType duration = ValueType.of(Kind.DURATION);
    if ((plus || minus) && one == Kind.TIMESTAMP && other == Kind.DURATION) {
      return Functions.strict(
          ValueType.TIMESTAMP, parts, offset, v -> moved((Instant) v[0], (Duration) v[1], minus));
    }
    if (plus && one == Kind.DURATION && other == Kind.TIMESTAMP) {
      return Functions.strict(
          ValueType.TIMESTAMP, parts, offset, v -> moved((Instant) v[1], (Duration) v[0], false));
    }
    if (minus && one == Kind.TIMESTAMP && other == Kind.TIMESTAMP) {
      return Functions.strict(
          duration, parts, offset, v -> Duration.between((Instant) v[1], (Instant) v[0]));
    }
    if ((plus || minus) && one == Kind.DURATION && other == Kind.DURATION) {
      return Functions.strict(
          duration,
          parts,
          offset,
          v ->
              plus
                  ? ((Duration) v[0]).plus((Duration) v[1])
                  : ((Duration) v[0]).minus((Duration) v[1]));
    }
    throw mistake(sign, left, right, offset);
  }

  private static Instant moved(Instant time, Duration by, boolean back) {
    try {
      return TimeFunctions.within(back ? time.minus(by) : time.plus(by));
    } catch (DateTimeException | ArithmeticException _) {
      throw TimeFunctions.outside();
    }
  }

  private static Mistake mistake(String sign, Part left, Part right, int offset) {
    Kind one = left.kind();
    Kind other = right.kind();
    String remedy;
    if (one == Kind.JSON || other == Kind.JSON) {
      remedy = "Say what the JSON value is: int(...), double(...), decimal(...) or string(...)";
    } else if (one.isNumber() && other.isNumber()) {
      remedy = "Convert one of the two, with decimal(...) or double(...)";
    } else if (one == Kind.DATE || other == Kind.DATE) {
      remedy = "Write add_days(date, 1), or days_between(later, earlier)";
    } else if (one.isText() || other.isText()) {
      remedy = "Write string(...) of the other one to join texts";
    } else {
      remedy = "Convert one of the two";
    }
    return new Mistake(
        offset, "computes a " + left.type() + " " + sign + " a " + right.type(), remedy);
  }
}
