package dev.hayase.engine.group;

import dev.hayase.engine.expression.EvaluationException;
import dev.hayase.engine.measure.Measure;
import dev.hayase.engine.value.Row;
import dev.hayase.event.schema.ColumnType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// The values of one group, computed plainly of all its rows.
final class FromScratch {
  private static final BigDecimal NUMERIC_LIMIT = BigDecimal.TEN.pow(29);

  private FromScratch() {}

  static Row values(GroupPlan plan, List<Contribution> rows, Instant now) {
    List<Contribution> sorted = new ArrayList<>(rows);
    sorted.sort(FromScratch::bySource);
    return switch (plan.rows()) {
      case GroupPlan.Latest latest -> {
        sorted.sort((a, b) -> compareBy(a, b, latest.by()));
        yield sorted.getLast().inputs();
      }
      case GroupPlan.Custom custom ->
          custom
              .function()
              .result(sorted.stream().map(Contribution::inputs).toList(), now)
              .values();
      case GroupPlan.Measured measured ->
          new Row(measured.measures().stream().map(measure -> value(measure, sorted)).toArray());
    };
  }

  private static @Nullable Object value(Measure measure, List<Contribution> all) {
    List<Row> rows =
        all.stream()
            .filter(each ->
                measure.filter().isEmpty()
                    || Boolean.TRUE.equals(each.inputs().get(measure.filter().getAsInt())))
            .map(Contribution::inputs)
            .toList();
    return switch (measure.function()) {
      case Measure.Count(OptionalInt slot) ->
          slot.isEmpty() ? (long) rows.size() : (long) notNull(rows, slot.getAsInt()).size();
      case Measure.Sum(int slot) -> sum(notNull(rows, slot), measure.result().type());
      case Measure.Average(int slot) -> average(notNull(rows, slot), measure.result().type());
      case Measure.Least(int slot) -> extreme(notNull(rows, slot), true);
      case Measure.Greatest(int slot) -> extreme(notNull(rows, slot), false);
      case Measure.CountDistinct(int slot) -> distinct(notNull(rows, slot));
      case Measure.ApproximateCountDistinct(int slot) -> distinct(notNull(rows, slot));
      case Measure.First(int slot, OptionalInt by) -> {
        List<Row> sorted = sorted(rows, by, false);
        yield sorted.isEmpty() ? null : sorted.getFirst().get(slot);
      }
      case Measure.Last(int slot, OptionalInt by) -> {
        List<Row> sorted = sorted(rows, by, false);
        yield sorted.isEmpty() ? null : sorted.getLast().get(slot);
      }
      case Measure.ArrayOf(int slot, OptionalInt by, int limit) ->
          notNull(sorted(rows, by, true), slot).stream().limit(limit).toList();
    };
  }

  private static List<Object> notNull(List<Row> rows, int slot) {
    List<Object> values = new ArrayList<>();
    for (Row row : rows) {
      Object value = row.get(slot);
      if (value != null) {
        values.add(value);
      }
    }
    return values;
  }

  private static List<Row> sorted(List<Row> rows, OptionalInt by, boolean nulls) {
    if (by.isEmpty()) {
      return rows;
    }
    int slot = by.getAsInt();
    return rows.stream()
        .filter(row -> nulls || row.get(slot) != null)
        .sorted((a, b) -> compare(a.get(slot), b.get(slot)))
        .toList();
  }

  private static long distinct(List<Object> values) {
    List<Object> different = new ArrayList<>();
    for (Object value : values) {
      if (different.stream().noneMatch(each -> compare(each, value) == 0)) {
        different.add(value);
      }
    }
    return different.size();
  }

  private static @Nullable Object extreme(List<Object> values, boolean least) {
    if (values.contains(Double.NaN)) {
      return Double.NaN;
    }
    Comparator<Object> order = FromScratch::compare;
    return values.stream().min(least ? order : order.reversed()).orElse(null);
  }

  private static @Nullable Object sum(List<Object> values, ColumnType type) {
    if (values.isEmpty()) {
      return null;
    }
    if (type == ColumnType.FLOAT64) {
      Double special = special(values);
      return special != null ? special : (Double) exact(values).doubleValue();
    }
    if (type == ColumnType.INT64) {
      try {
        return exact(values).longValueExact();
      } catch (ArithmeticException e) {
        throw new EvaluationException("too great");
      }
    }
    return held(exact(values), type);
  }

  private static @Nullable Object average(List<Object> values, ColumnType type) {
    if (values.isEmpty()) {
      return null;
    }
    BigDecimal count = BigDecimal.valueOf(values.size());
    if (type == ColumnType.FLOAT64) {
      Double special = special(values);
      return special != null
          ? special
          : (Double) exact(values).divide(count, new MathContext(200)).doubleValue();
    }
    int scale = type == ColumnType.NUMERIC ? 9 : 38;
    return held(exact(values).divide(count, scale, RoundingMode.HALF_UP), type);
  }

  private static @Nullable Double special(List<Object> values) {
    if (values.stream().allMatch(each -> !(each instanceof Double d) || Double.isFinite(d))) {
      return null;
    }
    return values.stream()
        .mapToDouble(each -> (Double) each)
        .filter(d -> !Double.isFinite(d))
        .sum();
  }

  private static BigDecimal exact(List<Object> values) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Object value : values) {
      sum =
          sum.add(
              switch (value) {
                case Long number -> BigDecimal.valueOf(number);
                case Double number -> new BigDecimal(number);
                default -> (BigDecimal) value;
              });
    }
    return sum;
  }

  private static BigDecimal held(BigDecimal value, ColumnType type) {
    boolean fits =
        type == ColumnType.NUMERIC
            ? value.abs().compareTo(NUMERIC_LIMIT) < 0
            : value.setScale(38).unscaledValue().compareTo(BigInteger.TWO.pow(255)) < 0
                && value.setScale(38).unscaledValue().compareTo(BigInteger.TWO.pow(255).negate())
                    >= 0;
    if (!fits) {
      throw new EvaluationException("too great");
    }
    return canonical(value);
  }

  /// As results have them: without zeros at the end of the fraction.
  static BigDecimal canonical(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  private static int compareBy(Contribution a, Contribution b, OptionalInt by) {
    return by.isEmpty() ? 0 : compare(a.inputs().get(by.getAsInt()), b.inputs().get(by.getAsInt()));
  }

  private static int bySource(Contribution a, Contribution b) {
    int byOrder = Arrays.compareUnsigned(a.order(), b.order());
    return byOrder != 0 ? byOrder : Arrays.compareUnsigned(a.id(), b.id());
  }

  /// As BigQuery orders values of one type.
  private static int compare(@Nullable Object a, @Nullable Object b) {
    if (a == null || b == null) {
      return Boolean.compare(a != null, b != null);
    }
    return switch (a) {
      case Long left -> left.compareTo((Long) b);
      case Boolean left -> left.compareTo((Boolean) b);
      case BigDecimal left -> left.compareTo((BigDecimal) b);
      case Instant left -> left.compareTo((Instant) b);
      case String left -> Arrays.compare(codePoints(left), codePoints((String) b));
      case Double left -> {
        Double right = (Double) b;
        yield left.isNaN() || right.isNaN()
            ? Boolean.compare(!left.isNaN(), !right.isNaN())
            : left < right ? -1 : left > right ? 1 : 0;
      }
      default -> throw new IllegalArgumentException("No order for " + a.getClass());
    };
  }

  private static int[] codePoints(String text) {
    return text.codePoints().toArray();
  }
}
