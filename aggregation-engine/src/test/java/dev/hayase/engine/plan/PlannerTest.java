package dev.hayase.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.hayase.engine.expression.Expression;
import dev.hayase.engine.group.GroupFunction;
import dev.hayase.engine.group.GroupPlan;
import dev.hayase.engine.measure.Measure;
import dev.hayase.engine.value.Layout;
import dev.hayase.engine.value.Row;
import dev.hayase.engine.window.WindowPlan;
import dev.hayase.engine.window.Windows;
import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlannerTest {
  static final String MEMBERSHIP =
      """
      membership:
        from: school.public.payments
        where: 'state == "paid" && valid_until != null'
        latest: {by: [learner_id], order: paid_at}
        columns: {plan: plan, valid_until: valid_until, active: 'now < valid_until'}
        changes-at: valid_until
      """;

  static final String REVENUE =
      """
      revenue:
        from: school.public.payments
        where: 'state == "paid"'
        group-by: {plan: plan}
        window: {on: paid_at, calendar: day, zone: Asia/Tokyo, grace: 1h}
        measures:
          amount: {sum: amount}
          payments: {count: "*"}
          payers: {count-distinct: learner_id}
          large: {count: "*", where: amount > 100}
          first_plan: {first: plan, by: paid_at}
          some: {array: learner_id, limit: 3}
        columns: {day: 'date(window_start, "Asia/Tokyo")', mean: 'payments > 0 ? amount / payments : null'}
      """;

  static final String SESSIONS =
      """
      sessions:
        from: logs.page
        join: [{table: school.public.enrolments, as: enrolment, on: [int(data.enrolment_id)], keep: 7d}]
        group-by: {learner: string(data.learner), course: enrolment.course_id}
        window: {on: _event_ts, session: 30s, grace: 10s}
        measures: {pages: {count: "*"}}
      """;

  @Test
  void theLatestRowKeepsWhatItsColumnsReadAndNothingElse() {
    // When
    AggregationPlan plan = School.plan(MEMBERSHIP);

    // Then
    assertThat(names(plan.source().columns()))
        .containsExactly("learner_id", "plan", "state", "paid_at", "valid_until");
    assertThat(texts(plan.inputs())).containsExactly("plan", "valid_until", "paid_at");
    assertThat(plan.groups().rows()).isEqualTo(new GroupPlan.Latest(OptionalInt.of(2)));
    assertThat(names(plan.groups().result()))
        .containsExactly("learner_id", "plan", "valid_until", "@order");
    assertThat(names(plan.groups().output()))
        .containsExactly("learner_id", "plan", "valid_until", "active");
    assertThat(plan.groups().changesAt()).map(Expression::text).contains("valid_until");
    assertThat(plan.groups().onceFor()).isEmpty();
    assertThat(plan.schema().primaryKey()).containsExactly("learner_id");
  }

  @Test
  void theLatestRowWithoutColumnsIsTheSourcesWholeRow() {
    // When
    AggregationPlan plan =
        School.plan("newest: {from: school.public.enrolments, latest: {by: [learner_id]}}");

    // Then
    assertThat(names(plan.groups().output())).containsExactly("learner_id", "id", "course_id");
    assertThat(plan.groups().rows()).isEqualTo(new GroupPlan.Latest(OptionalInt.empty()));
  }

  @Test
  void measuresReadTheirInputsOnceAndHaveTypesOfTheirOwn() {
    // When
    AggregationPlan plan = School.plan(REVENUE);

    // Then
    assertThat(texts(plan.inputs()))
        .containsExactly("amount", "learner_id", "amount > 100", "plan", "paid_at");
    assertThat(plan.groups().rows())
        .isEqualTo(
            new GroupPlan.Measured(
                List.of(
                    new Measure(
                        Column.nullable("amount", ColumnType.NUMERIC),
                        new Measure.Sum(0),
                        OptionalInt.empty()),
                    new Measure(
                        Column.nullable("payments", ColumnType.INT64),
                        new Measure.Count(OptionalInt.empty()),
                        OptionalInt.empty()),
                    new Measure(
                        Column.nullable("payers", ColumnType.INT64),
                        new Measure.CountDistinct(1),
                        OptionalInt.empty()),
                    new Measure(
                        Column.nullable("large", ColumnType.INT64),
                        new Measure.Count(OptionalInt.empty()),
                        OptionalInt.of(2)),
                    new Measure(
                        Column.nullable("first_plan", ColumnType.STRING),
                        new Measure.First(3, OptionalInt.of(4)),
                        OptionalInt.empty()),
                    new Measure(
                        Column.nullable("some", ColumnType.INT64).in(Column.Mode.REPEATED),
                        new Measure.ArrayOf(1, OptionalInt.empty(), 3),
                        OptionalInt.empty()))));
    assertThat(plan.groups().window())
        .contains(
            new WindowPlan(
                new Windows.Calendar(Windows.CalendarUnit.DAY, ZoneId.of("Asia/Tokyo")),
                Optional.of(Duration.ofHours(1))));
    assertThat(plan.schema().columns())
        .extracting(column -> column.name() + " " + column.type())
        .containsExactly(
            "plan STRING",
            "window_start TIMESTAMP",
            "window_end TIMESTAMP",
            "window_open BOOL",
            "amount NUMERIC",
            "payments INT64",
            "payers INT64",
            "large INT64",
            "first_plan STRING",
            "some INT64",
            "day DATE",
            "mean NUMERIC");
    assertThat(plan.schema().primaryKey()).containsExactly("plan", "window_start");
    assertThat(texts(plan.groups().columns()))
        .startsWith("amount", "payments", "payers", "large", "first_plan", "some");
  }

  @Test
  void aJoinedTableIsReadByItsKeyAndOnlyForWhatIsNeeded() {
    // When
    AggregationPlan plan = School.plan(SESSIONS);

    // Then
    JoinPlan join = plan.joins().getFirst();
    assertThat(names(plan.source().columns())).containsExactly("data", "_event_ts");
    assertThat(names(join.dimension().columns())).containsExactly("id", "course_id");
    assertThat(join.key()).containsExactly(0);
    assertThat(join.keep()).contains(Duration.ofDays(7));
    assertThat(names(plan.row()))
        .containsExactly("data", "_event_ts", "enrolment.id", "enrolment.course_id");
    assertThat(plan.groups().onceFor()).contains(Duration.ofDays(1));
    assertThat(plan.schema().primaryKey()).containsExactly("learner", "course", "window_start");
  }

  @Test
  void anAggregationReadsTheResultsOfAnotherWhateverTheirOrder() {
    // When
    AggregationPlan plan =
        School.plan(
            """
            plans: {from: agg.membership, group-by: [plan], measures: {active: {count: "*", where: active}}}
            """
                + MEMBERSHIP);

    // Then
    assertThat(plan.source().kind()).isEqualTo(SourcePlan.Kind.CHANGES);
    assertThat(names(plan.source().columns())).containsExactly("plan", "active");
  }

  @Test
  void aTopicThatNobodyHasWrittenToIsWaitedFor() {
    // When
    PlanOutcome outcome =
        School.outcome(
            "a: {from: school.public.later, group-by: [x], measures: {n: {count: \"*\"}}}");

    // Then
    assertThat(outcome.plan()).isEmpty();
    assertThat(outcome.problems()).isEmpty();
    assertThat(outcome.unknown()).containsExactly("school.public.later");
  }

  @Test
  void everyMistakeIsFoundInOnePassWithItsKey() {
    // When
    PlanOutcome outcome =
        School.outcome(
            """
            wrong:
              from: school.public.payments
              join: [{table: school.public.enrolments, as: e, on: [plan, id]}]
              where: stat == "paid"
              group-by: {weight: weight, x: learnr_id}
              window: {on: plan, tumbling: 1h}
              once-for: 1d
              measures:
                a: {sum: plan}
                b: {min: note}
                c: {count: "*", where: amount}
                d: {last: plan, by: note}
              columns: {e: 'now < windw_start'}
            """);

    // Then
    assertThat(outcome.problems())
        .extracting(PlanProblem::keyPath, PlanProblem::value)
        .containsExactly(
            tuple("aggregations.wrong.join[0].on", "plan, id"),
            tuple("aggregations.wrong.join[0].on[0]", "plan"),
            tuple("aggregations.wrong.where", "stat == \"paid\""),
            tuple("aggregations.wrong.group-by.weight", "weight"),
            tuple("aggregations.wrong.group-by.x", "learnr_id"),
            tuple("aggregations.wrong.window.on", "plan"),
            tuple("aggregations.wrong.once-for", ""),
            tuple("aggregations.wrong.measures.a.sum", "plan"),
            tuple("aggregations.wrong.measures.b.min", "note"),
            tuple("aggregations.wrong.measures.c.where", "amount"),
            tuple("aggregations.wrong.measures.d.by", "note"));
    assertThat(outcome.problems().getFirst())
        .hasToString(
            "aggregations.wrong.join[0].on: \"plan, id\" has 2 expressions for a primary key of 1"
                + " columns. Write one for each of id.");
  }

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          group-by: [note], measures: {n: {count: "*"}} ; group-by.note ; yields JSON, of which BigQuery makes no primary key
          group-by: [plan], measures: {n: {count: "*"}}, columns: {a: 'now < n'} ; columns.a ; compares a TIMESTAMP with a INT64 (at character 5)
          group-by: [plan], measures: {t: {max: paid_at}}, columns: {a: 'now < t'} ; columns ; reads now, and nothing says when that makes a difference
          group-by: [plan], measures: {t: {max: paid_at}}, changes-at: t ; changes-at ; says when now makes a difference, and no column reads now
          group-by: [plan], measures: {n: {sum: note}} ; measures.n.sum ; yields JSON, of which there is no sum
          group-by: [plan], measures: {n: {count: "*"}}, columns: {a: amount} ; columns.a ; names amount, which is no column here (at character 1)
          latest: {by: [plan], order: note} ; latest.order ; yields JSON, which has no order
          latest: {by: [weight]} ; latest.by.weight ; yields FLOAT64, of which BigQuery makes no primary key
          where: amount, latest: {by: [plan]} ; where ; is a NUMERIC where a condition belongs (at character 1)
          where: 'now > paid_at', latest: {by: [plan]} ; where ; reads now, which only columns of the result can (at character 1)
          join: [{table: school.public.keyless, as: k, on: [id]}], latest: {by: [plan]} ; join[0].table ; has no primary key, by which its current rows would be found
          join: [{table: school.public.enrolments, as: plan, on: [id]}], latest: {by: [learner_id]} ; join[0].as ; is a column of the rows before
          join: [{table: school.public.enrolments, as: k, on: [id], keep: 1d}], latest: {by: [plan]} ; join[0].keep ; is for events, and rows of a table follow changes for as long as they are there
          java: com.example.Absent, group-by: [plan] ; java ; is not on the class path
          java: java.lang.String, group-by: [plan] ; java ; does not implement dev.hayase.engine.group.GroupFunction
          java: dev.hayase.engine.plan.PlannerTest$Refusing, group-by: [plan] ; java ; refuses these rows: no score
          """)
  void aMistakeIsNamedWithItsKey(String settings, String key, String problem) {
    // When
    PlanOutcome outcome = School.outcome("a: {from: school.public.payments, " + settings + "}");

    // Then
    assertThat(outcome.plan()).isEmpty();
    assertThat(outcome.problems())
        .extracting(PlanProblem::keyPath, PlanProblem::problem)
        .containsExactly(tuple("aggregations.a." + key, problem));
    assertThat(outcome.problems().getFirst().remedy()).isNotBlank();
  }

  @Test
  void aClassOfTheUsersReadsWholeRowsAndYieldsItsColumns() {
    // When
    AggregationPlan plan =
        School.plan(
            """
            streaks:
              java: dev.hayase.engine.plan.PlannerTest$Streaks
              from: school.public.enrolments
              group-by: [learner_id]
              columns: {long: streak > 5}
            """);

    // Then
    assertThat(names(plan.source().columns())).containsExactly("id", "course_id", "learner_id");
    assertThat(names(plan.groups().inputs())).containsExactly("id", "course_id", "learner_id");
    assertThat(names(plan.groups().output())).containsExactly("learner_id", "streak", "long");
  }

  private static List<String> names(Layout layout) {
    return layout.columns().stream().map(Column::name).toList();
  }

  private static List<String> texts(List<Expression> expressions) {
    return expressions.stream().map(Expression::text).toList();
  }

  /// Yields one column.
  public static final class Streaks implements GroupFunction {
    @Override
    public Layout columns(Layout rows) {
      return new Layout(List.of(Column.nullable("streak", ColumnType.INT64)));
    }

    @Override
    public Result result(Iterable<Row> rows, Instant now) {
      return new Result(new Row(1L), List.of());
    }
  }

  /// Takes no rows.
  public static final class Refusing implements GroupFunction {
    @Override
    public Layout columns(Layout rows) {
      throw new IllegalArgumentException("no score");
    }

    @Override
    public Result result(Iterable<Row> rows, Instant now) {
      return new Result(new Row(1L), List.of());
    }
  }
}
