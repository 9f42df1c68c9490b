package dev.hayase.engine.example;

import dev.hayase.engine.group.GroupFunction;
import dev.hayase.engine.value.Layout;
import dev.hayase.engine.value.Row;
import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.TreeSet;

/// For how many days in a row somebody has answered: the days up to today or yesterday in Tokyo,
/// and the most that there ever were. A streak ends when a day has passed without an answer.
///
/// ```yaml
/// streaks:
///   java: dev.hayase.engine.example.Streaks
///   from: school.public.answers
///   group-by: [learner_id]
/// ```
public final class Streaks implements GroupFunction {
  private static final ZoneId ZONE = ZoneId.of("Asia/Tokyo");
  private static final String TIME = "answered_at";

  private int slot;

  @Override
  public Layout columns(Layout rows) {
    slot =
        rows.slot(TIME)
            .orElseThrow(() -> new IllegalArgumentException("they have no column " + TIME));
    return new Layout(
        List.of(
            Column.nullable("days", ColumnType.INT64),
            Column.nullable("most_days", ColumnType.INT64)));
  }

  @Override
  public Result result(Iterable<Row> rows, Instant now) {
    TreeSet<LocalDate> days = new TreeSet<>();
    for (Row row : rows) {
      if (row.get(slot) instanceof Instant time) {
        days.add(LocalDate.ofInstant(time, ZONE));
      }
    }
    LocalDate today = LocalDate.ofInstant(now, ZONE);
    LocalDate before = null;
    long streak = 0;
    long most = 0;
    for (LocalDate day : days) {
      streak = before != null && before.plusDays(1).equals(day) ? streak + 1 : 1;
      most = Math.max(most, streak);
      before = day;
    }
    if (before == null || before.plusDays(1).isBefore(today)) {
      return new Result(new Row(0L, most), List.of());
    }
    Instant end = before.plusDays(2).atStartOfDay(ZONE).toInstant();
    return new Result(new Row(streak, most), List.of(end));
  }
}
