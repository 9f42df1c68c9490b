package dev.hayase.emulator.googlesql;

import com.google.zetasql.Analyzer;
import com.google.zetasql.AnalyzerOptions;
import com.google.zetasql.SimpleCatalog;
import com.google.zetasql.SqlException;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedExpr;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedStatement;
import dev.hayase.emulator.catalog.BigQueryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The edge to the analyzer: text in, a resolved tree out, or BigQuery's words about what is wrong.
///
/// @param tree with every name, type and call resolved
/// @param scope the relations that the tree's tables stand for
/// @param positions of the tree's nodes
record Analysis<T>(T tree, Scope scope, Translation.Positions positions) {
  static Analysis<ResolvedStatement> statement(
      String sql, Relations relations, Parameters parameters) {
    AnalyzerOptions options = Dialect.analyzer(parameters);
    Spelling spelling = Spelling.of(sql);
    SimpleCatalog catalog = Builtins.catalog();
    try {
      Scope scope =
          scope(Analyzer.extractTableNamesFromStatement(spelling.text(), options), relations);
      ResolvedStatement tree =
          scope.within(catalog, () -> Analyzer.analyzeStatement(spelling.text(), options, catalog));
      return new Analysis<>(tree, scope, new NodePositions(spelling, options, scope, tree));
    } catch (SqlException e) {
      throw refused(spelling, e);
    }
  }

  /// An expression alone, as a column's default is.
  static Analysis<ResolvedExpr> expression(String sql) {
    AnalyzerOptions options = Dialect.analyzer(Parameters.NONE);
    Spelling spelling = Spelling.of(sql);
    SimpleCatalog catalog = Builtins.catalog();
    Scope scope = new Scope(List.of());
    try {
      ResolvedExpr tree =
          scope.within(
              catalog, () -> Analyzer.analyzeExpression(spelling.text(), options, catalog));
      return new Analysis<>(tree, scope, new NodePositions(spelling, options, scope, tree));
    } catch (SqlException e) {
      throw refused(spelling, e);
    }
  }

  private static Scope scope(List<List<String>> paths, Relations relations) {
    List<Scope.Named> found = new ArrayList<>();
    for (List<String> path : paths) {
      Optional<Relation> relation = Optional.empty();
      // What follows a table's name is a path to an array in it.
      for (int length = path.size(); length > 0 && relation.isEmpty(); length--) {
        List<String> name = path.subList(0, length);
        relation = relations.find(name);
        relation.ifPresent(known -> found.add(new Scope.Named(name, known)));
      }
    }
    return new Scope(found);
  }

  private static BigQueryException refused(Spelling spelling, SqlException e) {
    String message = e.getMessage();
    return BigQueryException.invalidQuery(
        spelling.said(message == null ? "Syntax error" : message));
  }
}
