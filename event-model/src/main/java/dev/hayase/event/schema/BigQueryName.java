package dev.hayase.event.schema;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Names of the source turned into names that BigQuery accepts, so that every name can be read back
/// and no two become one.
///
/// What BigQuery's flexible column names and table names allow passes through (documentation
/// "Specify a schema", "Create and use tables"). Any other character becomes `_uXXXX_`, its UTF-16
/// code unit in upper-case hexadecimal digits. A name that BigQuery or we reserve, and text that
/// looks like an escape, have their first underscore escaped.
public final class BigQueryName {
  private static final int COLUMN_LIMIT = 300;
  private static final int TABLE_LIMIT = 1024;
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final Pattern ESCAPE = Pattern.compile("_u([0-9A-F]{4})_");
  private static final Pattern LOOKS_LIKE_ESCAPE = Pattern.compile("_(?=u[0-9A-F]{4}_)");
  private static final String COLUMN_SYMBOLS = "&%=+:'<>#| ";

  /// Prefixes that BigQuery keeps for itself (documentation "Specify a schema"), and ours.
  private static final List<String> RESERVED_PREFIXES =
      List.of(
          "_table_",
          "_file_",
          "_partition",
          "_row_timestamp",
          "__root__",
          "_colidentifier",
          "_change_sequence_number",
          "_change_type",
          "_change_timestamp",
          "_hayase_",
          "_kafka_");

  /// Columns that the loader adds to tables that append.
  private static final Set<String> OURS =
      Set.of(
          "_op",
          "_commit_ts",
          "_snapshot_id",
          "_event_id",
          "_event_source",
          "_event_type",
          "_event_ts",
          "_sent_ts",
          "_received_ts",
          "_clock_correction_us");

  private BigQueryName() {}

  /// The names in BigQuery of a table's columns, in their order. BigQuery tells columns apart
  /// without regard to case; of names that differ in nothing else, those with capitals have them
  /// escaped.
  ///
  /// @param columns distinct names of the source
  /// @return source name to BigQuery name
  /// @throws IllegalArgumentException when an escaped name is longer than BigQuery allows (300
  ///   characters)
  public static SequencedMap<String, String> columns(List<String> columns) {
    Map<String, List<String>> equalButForCase = new LinkedHashMap<>();
    for (String column : columns) {
      equalButForCase
          .computeIfAbsent(column.toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
          .add(column);
    }
    SequencedMap<String, String> names = new LinkedHashMap<>();
    for (String column : columns) {
      boolean alone =
          equalButForCase.getOrDefault(column.toLowerCase(Locale.ROOT), List.of()).size() == 1;
      names.put(column, column(column, alone));
    }
    return names;
  }

  private static String column(String name, boolean capitalsMayStay) {
    String lower = name.toLowerCase(Locale.ROOT);
    boolean reserved =
        OURS.contains(lower) || RESERVED_PREFIXES.stream().anyMatch(lower::startsWith);
    int first = name.codePointAt(0);
    // Only flexible names may start otherwise, and tools that know no flexible names are many.
    boolean startsWell = (Character.isLetter(first) || first == '_') && !reserved;
    String escaped =
        escape(
            name,
            startsWell,
            c ->
                (isWord(c) || COLUMN_SYMBOLS.indexOf(c) >= 0)
                    && (capitalsMayStay || Character.toLowerCase(c) == c));
    return within(COLUMN_LIMIT, escaped.length(), "column", name, escaped);
  }

  /// The table id of a source's table: its own name in the schema `public`, else
  /// `<schema>__<table>`.
  ///
  /// @throws IllegalArgumentException when it is longer than BigQuery allows (1,024 bytes)
  public static String table(String schema, String table) {
    String name = schema.equals("public") ? table : schema + "__" + table;
    String escaped =
        escape(name, true, c -> isWord(c) || Character.getType(c) == Character.SPACE_SEPARATOR);
    return within(
        TABLE_LIMIT, escaped.getBytes(StandardCharsets.UTF_8).length, "table", name, escaped);
  }

  /// The source's name of an escaped one.
  public static String unescape(String name) {
    return ESCAPE
        .matcher(name)
        .replaceAll(m ->
            Matcher.quoteReplacement(
                Character.toString((char) HexFormat.fromHexDigits(m.group(1)))));
  }

  /// Letters, marks, numbers, connectors and dashes of any script, by code point.
  private static boolean isWord(int c) {
    return switch (Character.getType(c)) {
      case Character.UPPERCASE_LETTER,
          Character.LOWERCASE_LETTER,
          Character.TITLECASE_LETTER,
          Character.MODIFIER_LETTER,
          Character.OTHER_LETTER,
          Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.COMBINING_SPACING_MARK,
          Character.DECIMAL_DIGIT_NUMBER,
          Character.LETTER_NUMBER,
          Character.OTHER_NUMBER,
          Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION ->
          true;
      default -> false;
    };
  }

  private static String escape(String name, boolean startsWell, IntPredicate allowed) {
    StringBuilder escaped = new StringBuilder(name.length());
    Matcher lookAlike = LOOKS_LIKE_ESCAPE.matcher(name);
    for (int i = 0; i < name.length(); i += Character.charCount(name.codePointAt(i))) {
      int c = name.codePointAt(i);
      boolean stays =
          allowed.test(c)
              && (i > 0 || startsWell)
              && !lookAlike.region(i, name.length()).lookingAt();
      if (stays) {
        escaped.appendCodePoint(c);
      } else {
        for (char unit : Character.toChars(c)) {
          escaped.append(escape(unit));
        }
      }
    }
    return escaped.toString();
  }

  private static String escape(char unit) {
    return "_u" + HEX.toHexDigits(unit) + '_';
  }

  private static String within(int limit, int length, String what, String name, String escaped) {
    if (length > limit) {
      throw new IllegalArgumentException(
          "The %s '%s' would be named '%s' in BigQuery, %d long where %d are allowed: rename it or leave it out"
              .formatted(what, name, escaped, length, limit));
    }
    return escaped;
  }
}
