package dev.hayase.cli.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Base64;
import java.util.HexFormat;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BigIntegerNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.StringNode;

/// Reads the text form of a PostgreSQL array, `{1,NULL,"a b"}` or `{{1,2},{3,4}}`, as the JSON
/// array that it becomes.
final class ArrayLiteral {
  private final String text;
  private final String elementType;
  private int place;

  private ArrayLiteral(String text, String elementType) {
    this.text = text;
    this.elementType = elementType;
    // Bounds that do not start at 1 stand in front: [0:2]={...}
    this.place = text.indexOf('{');
  }

  static JsonNode toJson(String text, String elementType) {
    return new ArrayLiteral(text, elementType).array();
  }

  private ArrayNode array() {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    place++;
    while (text.charAt(place) != '}') {
      if (text.charAt(place) == ',') {
        place++;
      }
      array.add(text.charAt(place) == '{' ? array() : element());
    }
    place++;
    return array;
  }

  private JsonNode element() {
    if (text.charAt(place) == '"') {
      return value(quoted());
    }
    int start = place;
    while (text.charAt(place) != ',' && text.charAt(place) != '}') {
      place++;
    }
    String plain = text.substring(start, place);
    return plain.equalsIgnoreCase("NULL") ? NullNode.getInstance() : value(plain);
  }

  private String quoted() {
    StringBuilder content = new StringBuilder();
    for (place++; text.charAt(place) != '"'; place++) {
      if (text.charAt(place) == '\\') {
        place++;
      }
      content.append(text.charAt(place));
    }
    place++;
    return content.toString();
  }

  /// An element in the form that a column of its type has; decimals and times are strings.
  private JsonNode value(String element) {
    return switch (elementType) {
      case "int2", "int4", "int8", "oid" -> BigIntegerNode.valueOf(new BigInteger(element));
      case "bool" -> BooleanNode.valueOf(element.equals("t"));
      case "float4", "float8" ->
          element.equals("NaN") || element.endsWith("Infinity")
              ? StringNode.valueOf(element)
              : DecimalNode.valueOf(new BigDecimal(element));
      case "timestamp" -> StringNode.valueOf(element.replace(' ', 'T'));
      case "timestamptz" -> StringNode.valueOf(element.replace(' ', 'T').replace("+00", "Z"));
      case "money" -> StringNode.valueOf(Money.amount(element));
      case "json", "jsonb" -> CanonicalJson.read(element);
      case "bytea" -> StringNode.valueOf(base64(element));
      default -> StringNode.valueOf(element);
    };
  }

  private static String base64(String bytea) {
    byte[] bytes = HexFormat.of().parseHex(bytea, "\\x".length(), bytea.length());
    return Base64.getEncoder().encodeToString(bytes);
  }
}
