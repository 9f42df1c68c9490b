package dev.hayase.cdc.value.mysql;

import java.util.Locale;
import java.util.OptionalInt;

/// A column as MySQL or MariaDB describes it.
///
/// @param type the type's word in capitals, as `BIGINT` or `VARCHAR`
/// @param unsigned whether it holds no negative numbers
/// @param length of `decimal(p,s)`, `bit(n)`, `varchar(n)` or `datetime(n)`; empty when not said
/// @param scale of `decimal(p,s)`; empty when not said
/// @param charset the server's name of the texts' character set; empty for what is no text
public record MysqlColumn(
    String name,
    String type,
    boolean unsigned,
    OptionalInt length,
    OptionalInt scale,
    String charset) {

  /// A column as the server's statements declare it.
  ///
  /// @param declared the type's words, as `INT UNSIGNED ZEROFILL` or `DOUBLE PRECISION`
  public static MysqlColumn of(
      String name, String declared, OptionalInt length, OptionalInt scale, String charset) {
    String words = declared.toUpperCase(Locale.ROOT);
    int end = words.indexOf(' ');
    String first = end < 0 ? words : words.substring(0, end);
    boolean unsigned =
        words.contains("UNSIGNED") || words.contains("ZEROFILL") || first.equals("SERIAL");
    return new MysqlColumn(name, first, unsigned, length, scale, charset);
  }

  /// The type as people write it, as `decimal(10,2)` or `bigint unsigned`.
  String typeText() {
    StringBuilder text = new StringBuilder(type.toLowerCase(Locale.ROOT));
    length.ifPresent(n -> {
      text.append('(').append(n);
      scale.ifPresent(s -> text.append(',').append(s));
      text.append(')');
    });
    return unsigned ? text.append(" unsigned").toString() : text.toString();
  }
}
