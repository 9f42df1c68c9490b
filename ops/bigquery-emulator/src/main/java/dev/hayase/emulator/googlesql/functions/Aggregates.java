package dev.hayase.emulator.googlesql.functions;

import com.google.zetasql.Type;
import com.google.zetasql.TypeFactory;
import com.google.zetasql.ZetaSQLType.TypeKind;
import dev.hayase.emulator.googlesql.functions.AggregateCall.NullHandling;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Aggregate and analytic functions by ZetaSQL's name. In a template `{0}`, `{1}` are the
/// arguments, `[d]` stands for DISTINCT, `[o]` for ORDER BY, `[n]` for IGNORE NULLS, `[w]` for
/// FILTER and OVER; what a call says and its template has no place for is refused.
public final class Aggregates {
  private static final Type INT64 = TypeFactory.createSimpleType(TypeKind.TYPE_INT64);

  /// From a call to DuckDB's SQL.
  @FunctionalInterface
  private interface Writer {
    String sql(AggregateCall call);
  }

  private record Row(String name, List<Parameter> parameters, Writer writer) {}

  private static final List<Row> TABLE =
      List.of(
          row("$count_star", "", "count(*)[w]"),
          row("count", "ANY", "count([d]{0})[w]"),
          row("countif", "BOOL", "count(CASE WHEN {0} THEN 1 END)[w]"),
          row("sum", "INT64", "CAST(sum([d]{0})[w] AS BIGINT)"),
          row("sum", "FLOAT64", "sum([d]{0})[w]"),
          row("sum", "NUMERIC", "sum([d]{0})[w]"),
          new Row("sum", Parameter.list("BIGNUMERIC"), call -> ofList(call, "$sum")),
          row("avg", "INT64", "avg([d]{0})[w]"),
          row("avg", "FLOAT64", "avg([d]{0})[w]"),
          new Row("avg", Parameter.list("NUMERIC"), Aggregates::averageOfNumeric),
          new Row("avg", Parameter.list("BIGNUMERIC"), call -> ofList(call, "$avg")),
          row("max", "FLOAT64", nanFirst("max")),
          row("min", "FLOAT64", nanFirst("min")),
          row("max", "ANY", "max({0})[w]"),
          row("min", "ANY", "min({0})[w]"),
          new Row("any_value", Parameter.list("ANY"), Aggregates::anyValue),
          new Row("array_agg", Parameter.list("ANY"), Aggregates::arrayAgg),
          new Row("array_concat_agg", Parameter.list("ANY"), Aggregates::arrayConcatAgg),
          new Row("string_agg", Parameter.list("STRING, STRING?"), Aggregates::stringAgg),
          row("logical_and", "BOOL", "bool_and({0})[w]"),
          row("logical_or", "BOOL", "bool_or({0})[w]"),
          row("bit_and", "INT64", "bit_and([d]{0})[w]"),
          row("bit_or", "INT64", "bit_or([d]{0})[w]"),
          row("bit_xor", "INT64", "bit_xor([d]{0})[w]"),
          row("approx_count_distinct", "ANY", "count(DISTINCT {0})[w]"),
          new Row("approx_quantiles", Parameter.list("ANY, INT64"), Aggregates::quantiles),
          new Row("approx_top_count", Parameter.list("ANY, INT64"), Aggregates::topCount),
          statistic("stddev_pop"),
          statistic("stddev_samp"),
          statistic("var_pop"),
          statistic("var_samp"),
          row("corr", "FLOAT64, FLOAT64", "corr({0}, {1})[w]"),
          row("covar_pop", "FLOAT64, FLOAT64", "covar_pop({0}, {1})[w]"),
          row("covar_samp", "FLOAT64, FLOAT64", "covar_samp({0}, {1})[w]"),
          row("row_number", "", "row_number()[w]"),
          row("rank", "", "rank()[w]"),
          row("dense_rank", "", "dense_rank()[w]"),
          row("percent_rank", "", "percent_rank()[w]"),
          row("cume_dist", "", "cume_dist()[w]"),
          row("ntile", "INT64", "ntile({0})[w]"),
          row("lag", "ANY", "lag({0}[n])[w]"),
          row("lag", "ANY, INT64", "lag({0}, {1}[n])[w]"),
          row("lag", "ANY, INT64, ANY", "lag({0}, {1}, {2}[n])[w]"),
          row("lead", "ANY", "lead({0}[n])[w]"),
          row("lead", "ANY, INT64", "lead({0}, {1}[n])[w]"),
          row("lead", "ANY, INT64, ANY", "lead({0}, {1}, {2}[n])[w]"),
          row("first_value", "ANY", "first_value({0}[n])[w]"),
          row("last_value", "ANY", "last_value({0}[n])[w]"),
          row("nth_value", "ANY, INT64", "nth_value({0}, {1}[n])[w]"),
          row("percentile_cont", "FLOAT64, FLOAT64", "quantile_cont({0}, {1})[w]"),
          row("percentile_disc", "ANY, FLOAT64", "quantile_disc({0}, {1})[w]"));

  private Aggregates() {}

  /// The call in DuckDB's SQL; empty if the function, or it with these types, is not translated.
  public static Optional<String> sql(AggregateCall call) {
    return TABLE.stream()
        .filter(row -> row.name().equals(call.name()))
        .filter(row -> Parameter.accept(row.parameters(), call.types()))
        .findFirst()
        .map(row -> row.writer().sql(call));
  }

  public static Set<String> names() {
    return TABLE.stream().map(Row::name).collect(Collectors.toSet());
  }

  private static Row row(String name, String parameters, String template) {
    return new Row(name, Parameter.list(parameters), call -> plain(call, template));
  }

  private static Row statistic(String name) {
    return row(name, "FLOAT64", name + "([d]{0})[w]");
  }

  /// MAX and MIN are NaN if any value is.
  private static String nanFirst(String function) {
    return "CASE WHEN bool_or(isnan({0}))[w] THEN CAST('NaN' AS DOUBLE) ELSE "
        + function
        + "({0})[w] END";
  }

  private static String plain(AggregateCall call, String template) {
    String name = call.name().toUpperCase(Locale.ROOT);
    boolean extreme = name.equals("MAX") || name.equals("MIN");
    if (call.distinct() && !template.contains("[d]") && !extreme) {
      throw Mapping.unsupported(name + " with DISTINCT");
    }
    if (call.nulls() != NullHandling.UNSAID
        && !template.contains("[n]")
        && !(call.nulls() == NullHandling.IGNORE && name.startsWith("PERCENTILE"))) {
      throw Mapping.unsupported(name + " with IGNORE or RESPECT NULLS");
    }
    none(!call.orderBy().isEmpty() || call.limit().isPresent(), name + " with ORDER BY or LIMIT");
    none(call.having().isPresent(), name + " with HAVING MAX or MIN");
    return call.filled(template, false);
  }

  private static void none(boolean found, String what) {
    if (found) {
      throw Mapping.unsupported(what);
    }
  }

  /// By a Java function of all values.
  private static String ofList(AggregateCall call, String function) {
    String list = plain(call, "list([d]{0})[w]");
    return Functions.of(
        function,
        call.type(),
        false,
        List.of(new Argument(list, TypeFactory.createArrayType(call.type()), false)));
  }

  private static String averageOfNumeric(AggregateCall call) {
    return Functions.of(
        "$avg",
        call.type(),
        false,
        List.of(
            new Argument(plain(call, "sum([d]{0})[w]"), call.type(), false),
            new Argument(plain(call, "count([d]{0})[w]"), INT64, false)));
  }

  private static String anyValue(AggregateCall call) {
    none(
        call.distinct() || !call.orderBy().isEmpty() || call.limit().isPresent(),
        "ANY_VALUE with DISTINCT, ORDER BY or LIMIT");
    return call.having()
        .map(having ->
            call.filled(
                (having.greatest() ? "arg_max" : "arg_min") + "({0}, " + having.value() + ")[w]",
                false))
        .orElseGet(() -> call.filled("any_value({0})[w]", false));
  }

  private static String arrayAgg(AggregateCall call) {
    none(call.having().isPresent(), "ARRAY_AGG with HAVING MAX or MIN");
    return limited(call, call.filled("list([d]{0}[o])[w]", call.nulls() == NullHandling.IGNORE));
  }

  private static String limited(AggregateCall call, String list) {
    return call.limit().map(limit -> "(" + list + ")[1:" + limit + "]").orElse(list);
  }

  private static String arrayConcatAgg(AggregateCall call) {
    none(call.distinct() || call.having().isPresent(), "ARRAY_CONCAT_AGG with DISTINCT or HAVING");
    return "flatten(" + limited(call, call.filled("list({0}[o])[w]", true)) + ")";
  }

  private static String stringAgg(AggregateCall call) {
    none(call.having().isPresent(), "STRING_AGG with HAVING MAX or MIN");
    String separator = call.arguments().size() > 1 ? call.sql(1) : "','";
    return "array_to_string("
        + limited(call, call.filled("list([d]{0}[o])[w]", true))
        + ", "
        + separator
        + ")";
  }

  /// Exact: of n parts the bounds, each a value that is there.
  private static String quantiles(AggregateCall call) {
    none(
        call.distinct() || call.nulls() == NullHandling.RESPECT,
        "APPROX_QUANTILES with DISTINCT or RESPECT NULLS");
    String sorted = call.filled("list({0} ORDER BY {0})[w]", true);
    return Let.be(
        List.of(new Argument(sorted, call.type(), false), call.arguments().get(1)),
        v ->
            "CASE WHEN "
                + v.get(0)
                + " IS NOT NULL THEN list_transform(range(0, "
                + v.get(1)
                + " + 1), lambda _q: list_extract("
                + v.get(0)
                + ", greatest(1, CAST(ceil(_q * len("
                + v.get(0)
                + ") / "
                + v.get(1)
                + ") AS BIGINT)))) END");
  }

  /// Exact; of equal counts the lesser value first.
  private static String topCount(AggregateCall call) {
    none(call.distinct(), "APPROX_TOP_COUNT with DISTINCT");
    String type = TypeSql.of(call.types().getFirst());
    String counted =
        call.filled(
            "list_concat(list_transform(map_entries(histogram({0})[w]),"
                + " lambda _t: struct_pack(c := -CAST(_t.value AS BIGINT), v := _t.key)),"
                + " CASE WHEN count(*)[w] > count({0})[w]"
                + " THEN [struct_pack(c := count({0})[w] - count(*)[w], v := CAST(NULL AS "
                + type
                + "))] END)",
            false);
    return "list_transform(list_sort("
        + counted
        + ")[1:"
        + call.sql(1)
        + "], lambda _t: struct_pack(\"value\" := _t.v, \"count\" := -_t.c))";
  }
}
