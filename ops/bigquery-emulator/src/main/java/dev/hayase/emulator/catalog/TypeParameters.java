package dev.hayase.emulator.catalog;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// STRING(n), BYTES(n), NUMERIC(p, s): the members `maxLength`, `precision` and `scale` of a field,
/// by the rules of the REST reference of `TableFieldSchema`.
record TypeParameters(OptionalLong maxLength, OptionalInt precision, OptionalInt scale) {
  /// @throws BigQueryException when the parameters do not go with the type
  static TypeParameters parse(JsonObject field, String name, ColumnType type) {
    OptionalLong maxLength = number(field, "maxLength", name);
    OptionalLong precision = number(field, "precision", name);
    OptionalLong scale = number(field, "scale", name);
    boolean text = type == ColumnType.STRING || type == ColumnType.BYTES;
    if (maxLength.isPresent() && (!text || maxLength.getAsLong() <= 0)) {
      throw invalid(name, "maxLength is a positive number and goes with STRING and BYTES only");
    }
    boolean decimal = type == ColumnType.NUMERIC || type == ColumnType.BIGNUMERIC;
    if ((precision.isPresent() || scale.isPresent()) && !decimal) {
      throw invalid(name, "precision and scale go with NUMERIC and BIGNUMERIC only");
    }
    if (scale.isPresent() && precision.isEmpty()) {
      throw invalid(name, "scale needs a precision");
    }
    if (precision.isPresent()) {
      requireDecimal(name, type, precision.getAsLong(), scale.orElse(0));
    }
    return new TypeParameters(maxLength, small(precision), small(scale));
  }

  private static void requireDecimal(String name, ColumnType type, long precision, long scale) {
    int maxScale = type == ColumnType.NUMERIC ? 9 : 38;
    int maxIntegerDigits = type == ColumnType.NUMERIC ? 29 : 38;
    if (scale < 0
        || scale > maxScale
        || precision < Math.max(1, scale)
        || precision > scale + maxIntegerDigits) {
      throw invalid(
          name,
          type
              + "("
              + precision
              + ", "
              + scale
              + "): scale is between 0 and "
              + maxScale
              + ", precision between max(1, scale) and scale + "
              + maxIntegerDigits);
    }
  }

  /// An `int64` of REST is a JSON number or its text.
  private static OptionalLong number(JsonObject field, String member, String name) {
    JsonElement value = field.get(member);
    if (value == null || value.isJsonNull()) {
      return OptionalLong.empty();
    }
    try {
      if (value instanceof JsonPrimitive primitive) {
        return OptionalLong.of(primitive.getAsLong());
      }
    } catch (NumberFormatException _) {
      throw invalid(name, member + " is not a number");
    }
    throw invalid(name, member + " is not a number");
  }

  private static OptionalInt small(OptionalLong number) {
    return number.isPresent() ? OptionalInt.of((int) number.getAsLong()) : OptionalInt.empty();
  }

  private static BigQueryException invalid(String name, String problem) {
    return BigQueryException.invalid("Invalid field " + name + ": " + problem);
  }
}
