package dev.hayase.emulator.googlesql;

import com.google.zetasql.ZetaSQLOptions.ProductMode;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedExpr;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedQueryStmt;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedStatement;
import dev.hayase.emulator.catalog.BigQueryException;
import dev.hayase.emulator.catalog.DataType;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The door: one statement in, what it asks for out.
public final class GoogleSql {
  private static final Logger LOG = LoggerFactory.getLogger(GoogleSql.class);

  private GoogleSql() {}

  /// Makes the analyzer ready, which takes about a second; without it the first statement waits.
  public static void warmUp() {
    try {
      Builtins.catalog();
    } catch (BigQueryException e) {
      LOG.atWarn().setCause(e).log("No GoogleSQL on this machine");
    }
  }

  /// The statements of a text, in order; mostly one.
  public static List<String> statements(String sql) {
    return Script.statements(sql);
  }

  /// To be asked before a text is run that calls itself legacy SQL.
  ///
  /// @throws dev.hayase.emulator.catalog.BigQueryException if it would have another result there
  public static void requireSameInLegacySql(String sql) {
    Script.statements(sql).forEach(LegacySql::require);
  }

  /// A query, as a view's is; every other statement is refused.
  public static Instruction.Query query(
      String sql, Relations relations, Parameters parameters, Instant now) {
    Analysis<ResolvedStatement> analysis = Analysis.statement(sql, relations, parameters);
    Translation translation = new Translation(parameters, now, analysis.positions());
    if (!(analysis.tree() instanceof ResolvedQueryStmt query)) {
      throw translation.unsupported(Construct.of(analysis.tree()) + " here", analysis.tree());
    }
    return new Output(new Translator(translation, analysis.scope())).query(query);
  }

  /// @param now the statement's time
  /// @param backing asked by statements that are no queries
  /// @throws dev.hayase.emulator.catalog.BigQueryException with BigQuery's words and a position for
  ///   whatever is wrong, or the emulator's for what it does not translate
  public static Instruction statement(
      String sql, Relations relations, Parameters parameters, Instant now, Backing backing) {
    Analysis<ResolvedStatement> analysis = Analysis.statement(sql, relations, parameters);
    PartitionFilters.require(analysis.tree(), analysis.scope());
    Translation translation = new Translation(parameters, now, analysis.positions());
    Translator translator = new Translator(translation, analysis.scope());
    return switch (analysis.tree()) {
      case ResolvedQueryStmt query -> new Output(translator).query(query);
      default -> new Statements(translator, backing).read(analysis.tree());
    };
  }

  /// An expression alone, as a column's default is, with the type that its value shall have.
  ///
  /// @return DuckDB's expression of its value at a moment
  public static Function<Instant, String> value(String sql, DataType type) {
    String wanted = SqlTypes.of(type).typeName(ProductMode.PRODUCT_EXTERNAL);
    Analysis<ResolvedExpr> analysis = Analysis.expression("CAST(" + sql + "\nAS " + wanted + ")");
    return now -> {
      Translation translation = new Translation(Parameters.NONE, now, analysis.positions());
      return new Translator(translation, analysis.scope()).expressions().sql(analysis.tree());
    };
  }
}
