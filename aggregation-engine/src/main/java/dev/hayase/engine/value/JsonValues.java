package dev.hayase.engine.value;

import dev.hayase.event.schema.ColumnType;
import dev.hayase.event.wire.Json;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectWriteContext;

/// Single values out of JSON, in the forms of which `loader-service/TYPES.md` has the whole table.
final class JsonValues {
  private static final int LONGEST_NUMBER = 1000;
  private static final BigInteger NUMERIC_LIMIT = BigInteger.TEN.pow(38);
  private static final BigInteger BIGNUMERIC_LIMIT = BigInteger.TWO.pow(255);

  private final JsonForm form;

  JsonValues(JsonForm form) {
    this.form = form;
  }

  /// The value under the parser, which is not null.
  Object read(ColumnType type, JsonParser json) {
    return switch (type) {
      case BOOL -> bool(json);
      case INT64 -> int64(json);
      case FLOAT64 -> float64(json);
      case NUMERIC -> numeric(json);
      case BIGNUMERIC -> bigNumeric(json);
      case STRING, GEOGRAPHY, INTERVAL -> text(json);
      case BYTES -> bytes(text(json));
      case DATE -> IsoText.date(text(json));
      case TIME -> IsoText.time(text(json));
      case DATETIME -> IsoText.dateTime(text(json));
      case TIMESTAMP -> IsoText.timestamp(text(json));
      case JSON -> form == JsonForm.CHANGE ? text(json) : document(json);
      case STRUCT -> throw new IllegalArgumentException("A STRUCT is no single value");
    };
  }

  private boolean bool(JsonParser json) {
    return switch (json.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_STRING -> {
        String word = form == JsonForm.DOCUMENT ? json.getString() : "";
        if (!word.equals("true") && !word.equals("false")) {
          throw new Unfit("is neither true nor false");
        }
        yield word.equals("true");
      }
      default -> throw new Unfit("is neither true nor false");
    };
  }

  private long int64(JsonParser json) {
    JsonToken token = json.currentToken();
    if (token == JsonToken.VALUE_NUMBER_INT) {
      return switch (json.getNumberType()) {
        case INT, LONG -> json.getLongValue();
        default -> throw new Unfit("is greater than INT64 holds");
      };
    }
    if (token == JsonToken.VALUE_NUMBER_FLOAT) {
      return integer(form == JsonForm.DOCUMENT ? json.getString() : "0.1");
    }
    if (token == JsonToken.VALUE_STRING && form == JsonForm.DOCUMENT) {
      String digits = json.getString();
      return integer(digits.matches("-?[0-9]+") ? digits : "0.1");
    }
    throw new Unfit("is no number");
  }

  private static long integer(String number) {
    BigDecimal value = decimal(number, "INT64");
    if (value.signum() != 0 && value.stripTrailingZeros().scale() > 0) {
      throw new Unfit("is no integer");
    }
    if (integerDigits(value) > 19) {
      throw new Unfit("is greater than INT64 holds");
    }
    try {
      return value.longValueExact();
    } catch (ArithmeticException e) {
      throw new Unfit("is greater than INT64 holds");
    }
  }

  private double float64(JsonParser json) {
    JsonToken token = json.currentToken();
    if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
      return float64(json.getString(), token == JsonToken.VALUE_NUMBER_INT);
    }
    if (token != JsonToken.VALUE_STRING) {
      throw new Unfit("is no number");
    }
    String text = json.getString();
    return switch (text) {
      case "NaN" -> Double.NaN;
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default -> {
        if (form == JsonForm.CHANGE || !text.matches("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?")) {
          throw new Unfit("is no number");
        }
        yield float64(text, text.matches("-?[0-9]+"));
      }
    };
  }

  private static double float64(String number, boolean integer) {
    double value = Double.parseDouble(number);
    if (Double.isInfinite(value)) {
      throw new Unfit("is greater than FLOAT64 holds");
    }
    boolean exact = number.length() <= 15;
    if (integer
        && !exact
        && new BigDecimal(Double.toString(value)).compareTo(new BigDecimal(number)) != 0) {
      throw new Unfit("is an integer that FLOAT64 does not hold exactly");
    }
    return value;
  }

  private static BigDecimal numeric(JsonParser json) {
    BigDecimal value = scaled(json, "NUMERIC", 9);
    if (value.unscaledValue().abs().compareTo(NUMERIC_LIMIT) >= 0) {
      throw new Unfit("is greater than NUMERIC holds");
    }
    return canonical(value);
  }

  private static BigDecimal bigNumeric(JsonParser json) {
    BigDecimal value = scaled(json, "BIGNUMERIC", 38);
    BigInteger unscaled = value.unscaledValue();
    if (unscaled.compareTo(BIGNUMERIC_LIMIT) >= 0
        || unscaled.compareTo(BIGNUMERIC_LIMIT.negate()) < 0) {
      throw new Unfit("is greater than BIGNUMERIC holds");
    }
    return canonical(value);
  }

  private static BigDecimal scaled(JsonParser json, String type, int scale) {
    if (!json.currentToken().isNumeric() && json.currentToken() != JsonToken.VALUE_STRING) {
      throw new Unfit("is no number");
    }
    BigDecimal value = decimal(json.getString(), type);
    // Before the arithmetic, so that 1E+1000000 costs nothing.
    if (integerDigits(value) > 40) {
      throw new Unfit("is greater than " + type + " holds");
    }
    BigDecimal stripped = value.stripTrailingZeros();
    if (stripped.scale() > scale) {
      throw new Unfit(
          "has more than the " + scale + " digits after the point that " + type + " holds");
    }
    return stripped.setScale(scale);
  }

  private static long integerDigits(BigDecimal value) {
    return value.signum() == 0 ? 0 : (long) value.precision() - value.scale();
  }

  private static BigDecimal decimal(String text, String type) {
    try {
      return new BigDecimal(text.length() <= LONGEST_NUMBER ? text : "");
    } catch (NumberFormatException e) {
      throw new Unfit(
          switch (text) {
            case "NaN" -> "is NaN, which " + type + " does not hold";
            case "Infinity", "-Infinity" -> "is infinite, which " + type + " does not hold";
            default -> "is no decimal number";
          });
    }
  }

  /// As [OrderedReader#decimal] gives it.
  private static BigDecimal canonical(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  private static String text(JsonParser json) {
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      throw new Unfit("is not the JSON string it should be");
    }
    String text = json.getString();
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (!Character.isSurrogatePair(
            text.charAt(i), i + 1 < text.length() ? text.charAt(i + 1) : 0)) {
          throw new Unfit("holds half of a surrogate pair, which is no character");
        }
        i++;
      }
    }
    return text;
  }

  private static ByteBuffer bytes(String base64) {
    try {
      return ByteBuffer.wrap(Base64.getDecoder().decode(base64)).asReadOnlyBuffer();
    } catch (IllegalArgumentException e) {
      throw new Unfit("is not base64");
    }
  }

  /// The value's text, without white space and with the numbers that it has.
  private static String document(JsonParser json) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator copy = Json.FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      copy.copyCurrentStructureExact(json);
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
