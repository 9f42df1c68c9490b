package dev.hayase.emulator.googlesql.functions;

import static dev.hayase.emulator.googlesql.functions.Mapping.duck;
import static dev.hayase.emulator.googlesql.functions.Mapping.java;
import static dev.hayase.emulator.googlesql.functions.Mapping.written;

import com.google.zetasql.Type;
import com.google.zetasql.TypeFactory;
import com.google.zetasql.ZetaSQLType.TypeKind;
import dev.hayase.emulator.googlesql.value.Decimals;
import dev.hayase.emulator.googlesql.value.EvaluationException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// ARRAY. DuckDB's lists count from 1, and from the end below 0.
final class ArrayFunctions {
  private static final int MOST = 1_000_000;

  static final List<Mapping> TABLE =
      List.of(
          written(
              "$make_array",
              "ANY*",
              call ->
                  "CAST(["
                      + String.join(", ", call.sqls())
                      + "] AS "
                      + TypeSql.of(call.type())
                      + ")"),
          written("$array_at_offset", "ANY, INT64", call -> element(call, 0, false)),
          written("$array_at_ordinal", "ANY, INT64", call -> element(call, 1, false)),
          written("$safe_array_at_offset", "ANY, INT64", call -> element(call, 0, true)),
          written("$safe_array_at_ordinal", "ANY, INT64", call -> element(call, 1, true)),
          java(
              "$array_index",
              "INT64, INT64, INT64",
              "INT64",
              a -> index(a.whole(0), a.whole(1), a.whole(2))),
          duck("array_length", "ANY", "CAST(len({0}) AS BIGINT)"),
          duck("array_reverse", "ANY", "list_reverse({0})"),
          written("array_concat", "ANY, ANY*", ArrayFunctions::concat),
          written("$concat_op", "ANY, ANY", ArrayFunctions::concat),
          written("array_first", "ANY", call -> end(call, false)),
          written("array_last", "ANY", call -> end(call, true)),
          java("$array_first_index", "INT64", "INT64", a -> notEmpty(a.whole(0), "ARRAY_FIRST", 1)),
          java(
              "$array_last_index",
              "INT64",
              "INT64",
              a -> notEmpty(a.whole(0), "ARRAY_LAST", a.whole(0))),
          duck(
              "array_slice",
              "ANY, INT64, INT64",
              "CASE WHEN {1} IS NOT NULL AND {2} IS NOT NULL THEN list_slice({0},"
                  + " CASE WHEN {1} < 0 THEN greatest(len({0}) + {1}, 0) ELSE {1} END + 1,"
                  + " CASE WHEN {2} < 0 THEN len({0}) + {2} ELSE {2} END + 1) END"),
          java(
              "array_to_string",
              "ARRAY<STRING>, STRING, STRING?",
              "STRING",
              a -> joined(a.list(0), a.text(1), a.size() > 2 ? a.text(2) : null)),
          duck(
              "array_is_distinct",
              "ANY",
              "(len({0}) = len(list_distinct({0}))"
                  + " + least(1, len(list_filter({0}, lambda _n: _n IS NULL))))"),
          duck("array_includes", "ANY, ANY", "list_contains({0}, {1})"),
          java(
              "generate_array",
              "INT64, INT64, INT64?",
              "ARRAY<INT64>",
              a -> series(a.whole(0), a.whole(1), a.whole(2, 1))),
          java(
              "generate_array",
              "FLOAT64, FLOAT64, FLOAT64?",
              "ARRAY<FLOAT64>",
              a -> series(a.real(0), a.real(1), a.size() > 2 ? a.real(2) : 1)),
          java(
              "generate_array",
              "NUMERIC, NUMERIC, NUMERIC?",
              "ARRAY<NUMERIC>",
              a ->
                  series(a.decimal(0), a.decimal(1), a.size() > 2 ? a.decimal(2) : BigDecimal.ONE)),
          java("array_sum", "ARRAY<INT64>", "INT64", a -> sum(a.list(0))),
          java("array_avg", "ARRAY<INT64>", "FLOAT64", a -> average(a.list(0))));

  private ArrayFunctions() {}

  private static String element(Call call, int first, boolean safe) {
    return Let.be(
        call.arguments(),
        v -> {
          Argument length =
              new Argument("CAST(len(" + v.get(0) + ") AS BIGINT)", call.type(1), false);
          Argument place = new Argument(v.get(1), call.type(1), true);
          Argument base = new Argument("CAST(" + first + " AS BIGINT)", call.type(1), true);
          return "list_extract("
              + v.get(0)
              + ", "
              + Functions.of(
                  "$array_index",
                  TypeFactory.createSimpleType(TypeKind.TYPE_INT64),
                  safe || call.safe(),
                  List.of(place, length, base))
              + ")";
        });
  }

  /// The place for DuckDB.
  private static long index(long place, long length, long first) {
    if (place < first || place >= length + first) {
      throw new EvaluationException("Array index " + place + " is out of bounds");
    }
    return place - first + 1;
  }

  /// NULL if any is NULL, where DuckDB's takes NULL for empty.
  private static String concat(Call call) {
    if (!call.type().isArray()) {
      throw Mapping.unsupported("|| of " + call.type());
    }
    return Let.be(
        call.arguments(),
        v -> {
          String all = v.getFirst();
          List<String> nulls = new ArrayList<>(List.of(all + " IS NULL"));
          for (String next : v.subList(1, v.size())) {
            all = "list_concat(" + all + ", " + next + ")";
            nulls.add(next + " IS NULL");
          }
          return "CASE WHEN " + String.join(" OR ", nulls) + " THEN NULL ELSE " + all + " END";
        });
  }

  private static String end(Call call, boolean last) {
    Type whole = TypeFactory.createSimpleType(TypeKind.TYPE_INT64);
    return Let.be(
        call.arguments(),
        v -> {
          String length = "CAST(len(" + v.getFirst() + ") AS BIGINT)";
          String place =
              Functions.of(
                  last ? "$array_last_index" : "$array_first_index",
                  whole,
                  call.safe(),
                  List.of(new Argument(length, whole, false)));
          return "list_extract(" + v.getFirst() + ", " + place + ")";
        });
  }

  private static long notEmpty(long length, String function, long place) {
    if (length == 0) {
      throw new EvaluationException(
          function
              + " cannot get the "
              + (place == 1 ? "first" : "last")
              + " element of an empty array");
    }
    return place;
  }

  private static String joined(
      List<@Nullable String> texts, String delimiter, @Nullable String forNull) {
    List<String> all = new ArrayList<>();
    for (String text : texts) {
      String shown = text == null ? forNull : text;
      if (shown != null) {
        all.add(shown);
      }
    }
    return String.join(delimiter, all);
  }

  private static List<Long> series(long from, long to, long step) {
    nonZero(step == 0);
    List<Long> numbers = new ArrayList<>();
    for (long at = from; step > 0 ? at <= to : at >= to; at += step) {
      added(numbers, at);
      if (step > 0 ? at > Long.MAX_VALUE - step : at < Long.MIN_VALUE - step) {
        break;
      }
    }
    return numbers;
  }

  private static List<Double> series(double from, double to, double step) {
    nonZero(step == 0);
    List<Double> numbers = new ArrayList<>();
    for (long i = 0; step > 0 ? from + i * step <= to : from + i * step >= to; i++) {
      added(numbers, from + i * step);
    }
    return numbers;
  }

  private static List<BigDecimal> series(BigDecimal from, BigDecimal to, BigDecimal step) {
    nonZero(step.signum() == 0);
    List<BigDecimal> numbers = new ArrayList<>();
    for (BigDecimal at = from;
        step.signum() > 0 ? at.compareTo(to) <= 0 : at.compareTo(to) >= 0;
        at = Decimals.NUMERIC.plus(at, step)) {
      added(numbers, at);
    }
    return numbers;
  }

  private static void nonZero(boolean zero) {
    if (zero) {
      throw new EvaluationException("Sequence step cannot be 0.");
    }
  }

  private static <T> void added(List<T> numbers, T number) {
    if (numbers.size() == MOST) {
      throw new EvaluationException("GENERATE_ARRAY yields too many elements");
    }
    numbers.add(number);
  }

  private static @Nullable Long sum(List<@Nullable Long> numbers) {
    List<Long> present = numbers.stream().filter(Objects::nonNull).toList();
    return present.isEmpty() ? null : present.stream().reduce(0L, Math::addExact);
  }

  private static @Nullable Double average(List<@Nullable Long> numbers) {
    List<Long> present = numbers.stream().filter(Objects::nonNull).toList();
    return present.isEmpty()
        ? null
        : present.stream().mapToDouble(Long::doubleValue).sum() / present.size();
  }
}
