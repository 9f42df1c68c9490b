package dev.hayase.emulator.googlesql.functions;

import static dev.hayase.emulator.googlesql.functions.Mapping.duck;
import static dev.hayase.emulator.googlesql.functions.Mapping.java;
import static dev.hayase.emulator.googlesql.functions.Mapping.written;

import dev.hayase.emulator.googlesql.value.EvaluationException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// CASE and its kin; what is not chosen is not computed.
final class Conditionals {
  static final List<Mapping> TABLE =
      List.of(
          duck("if", "BOOL, ANY, ANY", "CASE WHEN {0} THEN {1} ELSE {2} END"),
          duck("ifnull", "ANY, ANY", "coalesce({0}, {1})"),
          duck("coalesce", "ANY, ANY*", "coalesce({*})"),
          written(
              "nullif",
              "ANY, ANY",
              call ->
                  Let.be(
                      call.arguments(),
                      v ->
                          "CASE WHEN "
                              + Comparisons.compared(call.type(0), "=", v.get(0), v.get(1))
                              + " THEN NULL ELSE "
                              + v.get(0)
                              + " END")),
          written("$case_no_value", "ANY*", Conditionals::caseWithoutValue),
          written("$case_with_value", "ANY*", Conditionals::caseWithValue),
          written("greatest", "ANY, ANY*", call -> extreme(call, "greatest")),
          written("least", "ANY, ANY*", call -> extreme(call, "least")),
          java(
              "error",
              "STRING",
              "INT64",
              a -> {
                throw new EvaluationException(a.text(0));
              }));

  private Conditionals() {}

  private static String caseWithoutValue(Call call) {
    return cases(call.sqls(), 0, when -> when);
  }

  private static String caseWithValue(Call call) {
    Argument value = call.arguments().getFirst();
    return Let.be(
        List.of(value),
        v ->
            cases(
                call.sqls(),
                1,
                when -> Comparisons.compared(value.type(), "=", v.getFirst(), when)));
  }

  private static String cases(List<String> sqls, int from, Function<String, String> condition) {
    StringBuilder sql = new StringBuilder("CASE");
    int at = from;
    for (; at + 1 < sqls.size(); at += 2) {
      sql.append(" WHEN ")
          .append(condition.apply(sqls.get(at)))
          .append(" THEN ")
          .append(sqls.get(at + 1));
    }
    return at < sqls.size() ? sql + " ELSE " + sqls.get(at) + " END" : sql + " END";
  }

  /// NULL if any is NULL, else NaN if any is NaN.
  private static String extreme(Call call, String function) {
    return Let.be(
        call.arguments(),
        v -> {
          String nan =
              call.type().isFloatingPoint()
                  ? v.stream()
                      .map(name -> "isnan(" + name + ")")
                      .collect(Collectors.joining(" OR ", " WHEN ", " THEN CAST('NaN' AS DOUBLE)"))
                  : "";
          return v.stream()
                  .map(name -> name + " IS NULL")
                  .collect(Collectors.joining(" OR ", "CASE WHEN ", " THEN NULL"))
              + nan
              + " ELSE "
              + function
              + "("
              + String.join(", ", v)
              + ") END";
        });
  }
}
