package dev.hayase.engine.expression;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import tools.jackson.databind.JsonNode;

/// Which value is the greater one, and which are the same. With the literal null it is asked
/// whether there is a value; else what is compared with NULL is NULL.
final class Comparisons {
  private static final Set<Kind> IN_JSON =
      EnumSet.of(Kind.BOOL, Kind.INT, Kind.DOUBLE, Kind.DECIMAL, Kind.BIG_DECIMAL, Kind.STRING);

  private Comparisons() {}

  static Part compile(String sign, Part left, Part right, int offset) {
    boolean equality = sign.equals("==") || sign.equals("!=");
    if (equality && (left.isNull() || right.isNull())) {
      Part tested = left.isNull() ? right : left;
      Node node = tested.node();
      boolean present = sign.equals("!=");
      return new Part(
          ValueType.BOOL,
          frame -> (node.evaluate(frame) != null) == present,
          offset,
          tested.constant());
    }
    requireComparable(sign, left, right, offset);
    boolean dynamic = left.kind() == Kind.JSON || right.kind() == Kind.JSON;
    if (equality) {
      boolean same = sign.equals("==");
      return Functions.strict(
          ValueType.BOOL,
          List.of(left, right),
          offset,
          dynamic ? v -> equalInJson(v[0], v[1]) == same : v -> equal(v[0], v[1]) == same);
    }
    IntPredicate holds =
        switch (sign) {
          case "<" -> c -> c < 0;
          case "<=" -> c -> c <= 0;
          case ">" -> c -> c > 0;
          default -> c -> c >= 0;
        };
    return Functions.strict(
        ValueType.BOOL,
        List.of(left, right),
        offset,
        v -> !isNan(v[0]) && !isNan(v[1]) && holds.test(order(v[0], v[1], dynamic)));
  }

  /// SQL's IN: NULL where a NULL might be the value.
  static Part in(Part value, Part list, int offset) {
    if (list.kind() != Kind.LIST && list.kind() != Kind.JSON) {
      throw new Mistake(
          offset,
          "looks for a value in a " + list.type(),
          "Write a list, as plan in [\"a\", \"b\"]");
    }
    Part values = Coercion.to(list, Kind.LIST);
    ValueType elements = values.type().elements();
    Part one = new Part(elements, _ -> null, offset, false);
    if (!value.isNull() && elements.kind() != Kind.NULL) {
      requireComparable("in", value, one, offset);
    }
    boolean dynamic = value.kind() == Kind.JSON || elements.kind() == Kind.JSON;
    return Functions.strict(
        ValueType.BOOL,
        List.of(value, values),
        offset,
        v -> {
          boolean unknown = false;
          for (Object element : (List<?>) v[1]) {
            if (element == null) {
              unknown = true;
            } else if (dynamic ? equalInJson(v[0], element) : equal(v[0], element)) {
              return true;
            }
          }
          return unknown ? null : false;
        });
  }

  /// The least or the greatest of some; NULL when one of them is NULL, as in BigQuery.
  static Part extreme(List<Part> parts, boolean greatest, int offset) {
    List<Part> same = Operators.alike(parts, offset);
    same.forEach(part -> requireComparable("<", part, part, offset));
    return Functions.strict(
        same.getFirst().type(),
        same,
        offset,
        values -> {
          Object extreme = values[0];
          for (Object value : values) {
            int order = order(value, extreme, false);
            extreme = (greatest ? order > 0 : order < 0) ? value : extreme;
          }
          return extreme;
        });
  }

  private static void requireComparable(String sign, Part left, Part right, int offset) {
    Kind one = left.kind();
    Kind other = right.kind();
    boolean container =
        EnumSet.of(Kind.LIST, Kind.STRUCT).stream().anyMatch(kind -> kind == one || kind == other);
    boolean orders =
        !(one == Kind.JSON && other == Kind.JSON)
            || sign.equals("==")
            || sign.equals("!=")
            || sign.equals("in");
    boolean alike =
        one == other
            || left.isNull()
            || right.isNull()
            || (one.isNumber() && other.isNumber())
            || (one == Kind.JSON && IN_JSON.contains(other))
            || (other == Kind.JSON && IN_JSON.contains(one));
    if (container || !alike || !orders) {
      throw new Mistake(
          offset, "compares a " + left.type() + " with a " + right.type(), remedy(one, other));
    }
  }

  private static String remedy(Kind one, Kind other) {
    if (one == Kind.JSON || other == Kind.JSON) {
      Kind wanted = one == Kind.JSON ? other : one;
      return switch (wanted) {
        case TIMESTAMP -> "Say what the JSON value is: timestamp(...)";
        case DATE -> "Say what the JSON value is: date(string(...))";
        default -> "Say what the JSON value is, as with string(...), int(...) or decimal(...)";
      };
    }
    EnumSet<Kind> both = EnumSet.of(one, other);
    if (both.contains(Kind.TIMESTAMP) && both.contains(Kind.DATE)) {
      return "Write date(..., \"UTC\") of the TIMESTAMP, with the zone that is meant";
    }
    if (both.contains(Kind.TIMESTAMP) && both.contains(Kind.STRING)) {
      return "Write timestamp(\"2026-11-23T00:00:00Z\")";
    }
    return "Convert one of the two";
  }

  private static boolean isNan(Object value) {
    return value instanceof Double number && number.isNaN();
  }

  static boolean equal(Object left, Object right) {
    if (left instanceof Number && right instanceof Number) {
      return !isNan(left) && !isNan(right) && numbers(left, right) == 0;
    }
    return left.equals(right);
  }

  /// Values of different types are not the same.
  private static boolean equalInJson(Object left, Object right) {
    return equal(plain(left), plain(right));
  }

  private static Object plain(Object value) {
    return value instanceof JsonNode ? JsonValue.plain(value) : value;
  }

  private static int order(Object left, Object right, boolean dynamic) {
    Object one = dynamic ? plain(left) : left;
    Object other = dynamic ? plain(right) : right;
    if (one instanceof Number && other instanceof Number) {
      return numbers(one, other);
    }
    if (one instanceof String text && other instanceof String otherText) {
      return texts(text, otherText);
    }
    if (one instanceof ByteBuffer bytes && other instanceof ByteBuffer otherBytes) {
      return Arrays.compareUnsigned(bytes(bytes), bytes(otherBytes));
    }
    if (one.getClass() != other.getClass()) {
      throw new Failure("a JSON value of another type than it is compared with");
    }
    return comparable(one, other);
  }

  // Of one class, and all classes that are left are comparable.
  @SuppressWarnings({"unchecked", "rawtypes"})
  private static int comparable(Object one, Object other) {
    return ((Comparable) one).compareTo(other);
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  private static int numbers(Object left, Object right) {
    if (left instanceof Long one && right instanceof Long other) {
      return Long.compare(one, other);
    }
    if (left instanceof Double one && right instanceof Double other) {
      return one.doubleValue() == other.doubleValue() ? 0 : Double.compare(one, other);
    }
    if (left instanceof Double one && one.isInfinite()) {
      return one > 0 ? 1 : -1;
    }
    if (right instanceof Double other && other.isInfinite()) {
      return other > 0 ? -1 : 1;
    }
    return exact(left).compareTo(exact(right));
  }

  private static BigDecimal exact(Object number) {
    return switch (number) {
      case Long whole -> BigDecimal.valueOf(whole);
      // As it is written, so that the literal 0.1 is the decimal 0.1.
      case Double fraction -> BigDecimal.valueOf(fraction);
      default -> (BigDecimal) number;
    };
  }

  /// In the order of code points, as BigQuery's strings.
  private static int texts(String left, String right) {
    int length = Math.min(left.length(), right.length());
    for (int i = 0; i < length; i++) {
      char one = left.charAt(i);
      char other = right.charAt(i);
      if (one != other) {
        boolean pairs = Character.isSurrogate(one) != Character.isSurrogate(other);
        return pairs ? (Character.isSurrogate(one) ? 1 : -1) : Character.compare(one, other);
      }
    }
    return Integer.compare(left.length(), right.length());
  }
}
