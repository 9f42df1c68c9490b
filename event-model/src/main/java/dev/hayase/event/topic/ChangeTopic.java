package dev.hayase.event.topic;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/// The topic of one table's changes: `<source>.<schema>.<table>`.
///
/// Kafka allows letters, digits, `.`, `_` and `-` in topic names
/// (`org.apache.kafka.common.internals.Topic`). Letters, digits and `_` of a schema's or table's
/// name stay; every other byte of its UTF-8 form becomes `-` and two upper-case hexadecimal digits,
/// so that any name has exactly one topic and can be read back from it: `Order Items` is
/// `Order-20Items`.
///
/// @param source the source's name in the pipeline
/// @param schema the schema's name, unescaped
/// @param table the table's name, unescaped
public record ChangeTopic(String source, String schema, String table) implements RowTopic {
  private static final int KAFKA_LIMIT = 249;
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  public ChangeTopic {
    Topics.requireSource(source);
    if (schema.isEmpty() || table.isEmpty()) {
      throw new IllegalArgumentException(
          "A table has a schema and a name, got '%s'.'%s'".formatted(schema, table));
    }
    // Room for the dead-letter topic, which carries a suffix.
    String longest = Topics.deadLetters(name(source, schema, table));
    if (longest.length() > KAFKA_LIMIT) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Table %s.%s needs the topic name '%s' of %d characters, Kafka allows %d: rename the table or leave it out",
              schema,
              table,
              longest,
              longest.length(),
              KAFKA_LIMIT));
    }
  }

  @Override
  public String name() {
    return name(source, schema, table);
  }

  /// Reads a name back; empty when it is not one of a table's changes.
  public static Optional<ChangeTopic> parse(String name) {
    String[] segments = name.split("\\.", -1);
    if (segments.length != 3) {
      return Optional.empty();
    }
    try {
      ChangeTopic topic =
          new ChangeTopic(segments[0], unescape(segments[1]), unescape(segments[2]));
      // Only the canonical form: another spelling would make two topics of one table.
      return topic.name().equals(name) ? Optional.of(topic) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String name(String source, String schema, String table) {
    return source + '.' + escape(schema) + '.' + escape(table);
  }

  /// Of most names nothing is escaped, and of some a million a minute are asked for.
  private static String escape(String segment) {
    if (segment.chars().allMatch(ChangeTopic::isPlain)) {
      return segment;
    }
    StringBuilder escaped = new StringBuilder(segment.length());
    for (byte b : segment.getBytes(StandardCharsets.UTF_8)) {
      if (isPlain(b)) {
        escaped.append((char) b);
      } else {
        escaped.append('-').append(HEX.toHexDigits(b));
      }
    }
    return escaped.toString();
  }

  private static boolean isPlain(int b) {
    return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') || b == '_';
  }

  private static String unescape(String segment) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(segment.length());
    for (int i = 0; i < segment.length(); i++) {
      char c = segment.charAt(i);
      if (c != '-') {
        bytes.write(c);
      } else if (i + 2 < segment.length()) {
        bytes.write(HexFormat.fromHexDigits(segment, i + 1, i + 3));
        i += 2;
      } else {
        throw new IllegalArgumentException("'" + segment + "' ends within an escape");
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return name();
  }
}
