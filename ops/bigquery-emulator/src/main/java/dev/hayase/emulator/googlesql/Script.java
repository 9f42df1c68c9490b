package dev.hayase.emulator.googlesql;

import com.google.zetasql.Analyzer;
import com.google.zetasql.AnalyzerOptions;
import com.google.zetasql.ParseResumeLocation;
import com.google.zetasql.SqlException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A text of several statements.
final class Script {
  private Script() {}

  /// Each statement alone, at the position that it has in the script: blanks stand where the others
  /// do. What cannot be read stays with the last statement, which will be refused for it.
  static List<String> statements(String sql) {
    if (sql.strip().indexOf(';') < 0) {
      return List.of(sql);
    }
    Builtins.catalog();
    AnalyzerOptions options = Dialect.analyzer(Parameters.NONE);
    ParseResumeLocation at = new ParseResumeLocation(sql);
    byte[] bytes = sql.getBytes(StandardCharsets.UTF_8);
    List<String> statements = new ArrayList<>();
    String before = "";
    int from = 0;
    while (from < bytes.length) {
      int until = next(at, options, bytes.length);
      String text = new String(bytes, from, until - from, StandardCharsets.UTF_8);
      if (onlyComments(text) && !statements.isEmpty()) {
        break;
      }
      statements.add(before + text);
      before += text.replaceAll("[^\\n]", " ");
      from = until;
    }
    return statements;
  }

  private static int next(ParseResumeLocation at, AnalyzerOptions options, int length) {
    try {
      Analyzer.extractTableNamesFromNextStatement(at, options);
      return at.getBytePosition();
    } catch (SqlException unreadable) {
      return length;
    }
  }

  private static boolean onlyComments(String text) {
    return text.replaceAll("(?s)/\\*.*?\\*/|(?:--|#)[^\\n]*", "").isBlank();
  }
}
