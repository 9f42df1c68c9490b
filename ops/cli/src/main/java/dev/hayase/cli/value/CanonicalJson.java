package dev.hayase.cli.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.TreeMap;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.StringNode;

/// One spelling for JSON documents that mean the same in BigQuery: members sorted by name, integers
/// of 64 bits exact, other numbers as the nearest double, which is what BigQuery keeps of them.
final class CanonicalJson {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .rebuild()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
          .build();
  private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger MOST = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);

  private CanonicalJson() {}

  static String of(String json) {
    return of(read(json));
  }

  /// The document, its numbers exact.
  static JsonNode read(String json) {
    return JSON.readTree(json);
  }

  static String of(JsonNode node) {
    StringBuilder text = new StringBuilder();
    write(node, text);
    return text.toString();
  }

  private static void write(JsonNode node, StringBuilder text) {
    if (node.isObject()) {
      writeObject(node, text);
    } else if (node.isArray()) {
      text.append('[');
      String comma = "";
      for (JsonNode element : node) {
        text.append(comma);
        write(element, text);
        comma = ",";
      }
      text.append(']');
    } else if (node.isNumber()) {
      text.append(number(node.decimalValue()));
    } else {
      text.append(node);
    }
  }

  private static void writeObject(JsonNode node, StringBuilder text) {
    TreeMap<String, JsonNode> members = new TreeMap<>();
    node.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
    text.append('{');
    String comma = "";
    for (var member : members.entrySet()) {
      text.append(comma).append(StringNode.valueOf(member.getKey())).append(':');
      write(member.getValue(), text);
      comma = ",";
    }
    text.append('}');
  }

  private static String number(BigDecimal number) {
    BigDecimal plain = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    if (plain.scale() <= 0 && plain.precision() - plain.scale() <= 20) {
      BigInteger whole = plain.toBigIntegerExact();
      if (whole.compareTo(LEAST) >= 0 && whole.compareTo(MOST) <= 0) {
        return whole.toString();
      }
    }
    return Double.toString(number.doubleValue());
  }
}
