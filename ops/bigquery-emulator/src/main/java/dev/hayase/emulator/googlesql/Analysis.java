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
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The edge to the analyzer: text in, a resolved tree out, or BigQuery's words about what is wrong.
///
/// @param tree with every name, type and call resolved
/// @param scope the relations that the tree's tables stand for
/// @param positions of the tree's nodes
record Analysis<T>(T tree, Scope scope, Translation.Positions positions) {
  /// Statements that only scripts have, which the analyzer of single statements does not know.
  private static final Pattern PROCEDURAL =
      Pattern.compile(
          "Syntax error: Unexpected keyword"
              + " (DECLARE|IF|LOOP|WHILE|REPEAT|FOR|CASE|BREAK|LEAVE|CONTINUE|ITERATE|RETURN|RAISE)"
              + "( at \\[.*)");

  static Analysis<ResolvedStatement> statement(
      String sql, Relations relations, Parameters parameters) {
    SimpleCatalog catalog = Builtins.catalog();
    AnalyzerOptions options = Dialect.analyzer(parameters);
    Spelling spelling = Spelling.of(sql);
    List<Scope.Named> found = new ArrayList<>();
    List<List<String>> missing = new ArrayList<>();
    try {
      for (List<String> path : Analyzer.extractTableNamesFromStatement(spelling.text(), options)) {
        find(path, relations).ifPresentOrElse(found::add, () -> missing.add(path));
      }
      return statement(spelling, options, catalog, found, relations);
    } catch (SqlException e) {
      String message = message(e);
      Optional<UnknownTable> unknown = UnknownTable.of(message);
      unknown.ifPresent(table -> missing.add(table.path()));
      throw missing.stream()
          .filter(_ -> unknown.isPresent())
          .findFirst()
          .map(path -> relations.missing(path))
          .orElseGet(() -> BigQueryException.invalidQuery(said(spelling, message)));
    }
  }

  private static Analysis<ResolvedStatement> statement(
      Spelling spelling,
      AnalyzerOptions options,
      SimpleCatalog catalog,
      List<Scope.Named> found,
      Relations relations) {
    Scope scope = new Scope(found);
    try {
      ResolvedStatement tree =
          scope.within(catalog, () -> Analyzer.analyzeStatement(spelling.text(), options, catalog));
      return new Analysis<>(tree, scope, new NodePositions(spelling, options, scope, tree));
    } catch (SqlException e) {
      List<String> path = UnknownTable.of(message(e)).orElseThrow(() -> e).path();
      Relation asked = relations.find(path).filter(_ -> !scope.knows(path)).orElseThrow(() -> e);
      found.add(new Scope.Named(path, asked));
      return statement(spelling, options, catalog, found, relations);
    }
  }

  /// An expression alone, as a column's default is.
  static Analysis<ResolvedExpr> expression(String sql) {
    SimpleCatalog catalog = Builtins.catalog();
    AnalyzerOptions options = Dialect.analyzer(Parameters.NONE);
    Spelling spelling = Spelling.of(sql);
    Scope scope = new Scope(List.of());
    try {
      ResolvedExpr tree =
          scope.within(
              catalog, () -> Analyzer.analyzeExpression(spelling.text(), options, catalog));
      return new Analysis<>(tree, scope, new NodePositions(spelling, options, scope, tree));
    } catch (SqlException e) {
      throw BigQueryException.invalidQuery(spelling.said(message(e)));
    }
  }

  private static String said(Spelling spelling, String message) {
    String said = spelling.said(message);
    Matcher procedural = PROCEDURAL.matcher(said);
    return procedural.matches()
        ? procedural.group(1)
            + ", as all of the procedural language, is not supported by the emulator"
            + procedural.group(2)
        : said;
  }

  /// What follows a table's name is a path to an array in it.
  private static Optional<Scope.Named> find(List<String> path, Relations relations) {
    for (int length = path.size(); length > 0; length--) {
      List<String> name = path.subList(0, length);
      Optional<Relation> relation = relations.find(name);
      if (relation.isPresent()) {
        return Optional.of(new Scope.Named(name, relation.get()));
      }
    }
    return Optional.empty();
  }

  private static String message(SqlException e) {
    return Objects.requireNonNullElse(e.getMessage(), "Syntax error");
  }
}
