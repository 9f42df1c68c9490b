package dev.hayase.engine.plan;

import dev.hayase.engine.expression.Expression;
import dev.hayase.engine.expression.Expressions;
import dev.hayase.engine.expression.InvalidExpressionException;
import dev.hayase.engine.expression.Scope;
import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.Column.Mode;
import dev.hayase.event.schema.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Compiles the expressions of one aggregation, and remembers what is wrong with which key.
final class Checks {
  private final String aggregation;
  private final List<PlanProblem> problems = new ArrayList<>();

  Checks(String aggregation) {
    this.aggregation = aggregation;
  }

  List<PlanProblem> problems() {
    return problems;
  }

  /// @param key below the aggregation, as `measures.amount.sum`
  void report(String key, String value, String problem, String remedy) {
    problems.add(
        new PlanProblem("aggregations." + aggregation + "." + key, value, problem, remedy));
  }

  Optional<Expression> compile(String key, String text, Scope scope) {
    return read(key, text, () -> Expressions.compile(text, scope));
  }

  Optional<Expression> condition(String key, String text, Scope scope) {
    return read(key, text, () -> Expressions.condition(text, scope));
  }

  /// What yields instants.
  Optional<Expression> time(String key, String text, Scope scope) {
    return compile(key, text, scope)
        .filter(expression -> {
          boolean time = isA(expression.result("x"), ColumnType.TIMESTAMP);
          if (!time) {
            report(
                key,
                text,
                "yields " + typeOf(expression) + " where a TIMESTAMP belongs",
                "Convert it, as timestamp(date, \"UTC\"), or timestamp(...) of JSON");
          }
          return time;
        });
  }

  private Optional<Expression> read(String key, String text, Reading reading) {
    try {
      return Optional.of(reading.read());
    } catch (InvalidExpressionException e) {
      report(key, text, e.problem(), e.remedy());
      return Optional.empty();
    }
  }

  static boolean isA(Column column, ColumnType type) {
    return column.type() == type && column.mode() != Mode.REPEATED;
  }

  static String typeOf(Expression expression) {
    return typeOf(expression.result("x"));
  }

  static String typeOf(Column column) {
    return column.mode() == Mode.REPEATED
        ? "ARRAY<" + column.type() + ">"
        : column.type().toString();
  }

  /// Compiles one expression.
  @FunctionalInterface
  private interface Reading {
    Expression read() throws InvalidExpressionException;
  }
}
