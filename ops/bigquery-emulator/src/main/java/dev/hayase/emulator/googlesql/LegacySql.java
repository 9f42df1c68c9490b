package dev.hayase.emulator.googlesql;

import com.google.zetasql.Parser;
import com.google.zetasql.SqlException;
import com.google.zetasql.parser.ASTJoinEnums.JoinType;
import com.google.zetasql.parser.ASTNodes.ASTJoin;
import com.google.zetasql.parser.ASTNodes.ASTStatement;
import com.google.zetasql.parser.ParseTreeVisitor;
import dev.hayase.emulator.catalog.BigQueryException;
import java.util.Locale;

/// Legacy SQL is another language, and what a request speaks unless it says otherwise. It is read as
/// GoogleSQL, but not where the same text has another result: a comma between tables
/// [is UNION ALL][ref] there and a join here.
///
/// [ref]: https://cloud.google.com/bigquery/docs/reference/legacy-sql#comma-as-union-all
final class LegacySql {
  private static final String STANDARD = "#standardsql";

  private LegacySql() {}

  /// @throws BigQueryException if the text holds such a comma; a text that cannot be parsed passes
  static void require(String sql) {
    if (sql.strip().toLowerCase(Locale.ROOT).startsWith(STANDARD)) {
      return;
    }
    Builtins.catalog();
    Spelling spelling = Spelling.of(sql);
    ASTStatement statement;
    try {
      statement = Parser.parseStatement(spelling.text(), Dialect.language());
    } catch (SqlException unreadable) {
      // Its analysis will say what is wrong with it.
      return;
    }
    statement.accept(
        new ParseTreeVisitor() {
          @Override
          public void visit(ASTJoin join) {
            if (join.getJoinType() == JoinType.COMMA) {
              throw BigQueryException.invalidQuery(
                  "A comma between tables is UNION ALL in legacy SQL, which is not supported by the"
                      + " emulator; set useLegacySql to false"
                      + spelling.positionOf(join.getRhs().getParseLocationRange().start()));
            }
            super.visit(join);
          }
        });
  }
}
