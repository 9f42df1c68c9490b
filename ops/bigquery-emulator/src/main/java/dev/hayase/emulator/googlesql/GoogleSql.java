package dev.hayase.emulator.googlesql;

import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedExpr;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedQueryStmt;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedStatement;
import java.time.Instant;

/// The door: one statement in, what it asks for out.
public final class GoogleSql {
  private GoogleSql() {}

  /// Makes the analyzer ready, which takes about a second; without it the first statement waits.
  public static void warmUp() {
    Builtins.catalog();
  }

  /// @param now the statement's time
  /// @throws dev.hayase.emulator.catalog.BigQueryException with BigQuery's words and a position for
  ///   whatever is wrong, or the emulator's for what it does not translate
  public static Instruction statement(
      String sql, Relations relations, Parameters parameters, Instant now) {
    Analysis<ResolvedStatement> analysis = Analysis.statement(sql, relations, parameters);
    Translation translation = new Translation(parameters, now, analysis.positions());
    Translator translator = new Translator(translation, analysis.scope());
    return switch (analysis.tree()) {
      case ResolvedQueryStmt query -> new Output(translator).query(query);
      default -> throw translation.unsupported(Construct.of(analysis.tree()), analysis.tree());
    };
  }

  /// An expression alone, as a column's default is: DuckDB's expression.
  public static String expression(String sql, Instant now) {
    Analysis<ResolvedExpr> analysis = Analysis.expression(sql);
    Translation translation = new Translation(Parameters.NONE, now, analysis.positions());
    return new Translator(translation, analysis.scope()).expressions().sql(analysis.tree());
  }
}
