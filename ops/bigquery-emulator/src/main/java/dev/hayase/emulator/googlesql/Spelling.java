package dev.hayase.emulator.googlesql;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// BigQuery takes a whole path in one pair of backticks (`` `p.d.t` ``) for the path's parts, the
/// analyzer for one odd name. No other name in BigQuery may hold a dot, so each part gets its own
/// pair; what the analyzer then says about positions is counted back.
///
/// See <https://cloud.google.com/bigquery/docs/reference/standard-sql/lexical#table_names>.
final class Spelling {
  /// Comments and literals are stepped over; a group of its own is a name in backticks.
  private static final Pattern TOKEN =
      Pattern.compile(
          """
          (?:\\#|--)[^\\n]*+|/\\*.*?\\*/\
          |[rR]?[bB]?[rR]?(?:\"""(?:\\\\.|(?!\""").)*+\"""|'''(?:\\\\.|(?!''').)*+''')\
          |"(?:\\\\.|[^"\\\\\\n])*+"|'(?:\\\\.|[^'\\\\\\n])*+'\
          |`((?:\\\\.|[^`\\\\\\n])*+)`\
          """,
          Pattern.DOTALL);

  private static final Pattern BEFORE =
      Pattern.compile("(?:\\s|(?:#|--)[^\\n]*|/\\*.*?\\*/)*", Pattern.DOTALL);
  private static final Pattern POSITION = Pattern.compile(" \\[at (\\d+):(\\d+)]");

  private final String text;
  private final List<Integer> inserted;

  private Spelling(String text, List<Integer> inserted) {
    this.text = text;
    this.inserted = inserted;
  }

  static Spelling of(String sql) {
    StringBuilder text = new StringBuilder();
    List<Integer> inserted = new ArrayList<>();
    Matcher tokens = TOKEN.matcher(sql);
    int from = 0;
    while (tokens.find()) {
      String name = tokens.group(1);
      if (name == null || name.indexOf('.') < 0) {
        continue;
      }
      text.append(sql, from, tokens.start()).append('`');
      for (int i = 0; i < name.length(); i++) {
        char c = name.charAt(i);
        if (c == '.') {
          inserted.add(text.length());
          inserted.add(text.length() + 2);
          text.append("`.`");
        } else {
          text.append(c);
        }
      }
      text.append('`');
      from = tokens.end();
    }
    text.append(sql, from, sql.length());
    return new Spelling(text.toString(), inserted);
  }

  /// What the analyzer reads.
  String text() {
    return text;
  }

  /// ` at [line:column]` of the statement's first word.
  String start() {
    Matcher before = BEFORE.matcher(text);
    return positionOf(before.lookingAt() ? before.group().getBytes(UTF_8).length : 0);
  }

  /// ` at [line:column]` in the user's text.
  ///
  /// @param offset in UTF-8 bytes of the analyzer's text
  String positionOf(int offset) {
    int line = 1;
    int column = 1;
    int bytes = 0;
    int skipped = 0;
    for (int i = 0; i < text.length() && bytes < offset; ) {
      int c = text.codePointAt(i);
      if (c == '\n') {
        line++;
        column = 1;
      } else if (skipped < inserted.size() && inserted.get(skipped) == i) {
        skipped++;
      } else {
        column++;
      }
      bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
      i += Character.charCount(c);
    }
    return " at [" + line + ":" + column + "]";
  }

  /// The analyzer's message with its position as BigQuery writes it, counted in the user's text.
  String said(String message) {
    Matcher position = POSITION.matcher(message);
    return position.replaceAll(
        found -> " at [" + found.group(1) + ":" + original(found.group(1), found.group(2)) + "]");
  }

  private int original(String line, String column) {
    int lineStart = 0;
    for (int i = Integer.parseInt(line); i > 1; i--) {
      lineStart = text.indexOf('\n', lineStart) + 1;
    }
    int start = lineStart;
    int end = start + Integer.parseInt(column) - 1;
    int before = (int) inserted.stream().filter(at -> at >= start && at < end).count();
    return Integer.parseInt(column) - before;
  }
}
