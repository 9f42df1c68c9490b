package dev.hayase.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hayase.engine.value.Layout;
import dev.hayase.engine.value.Row;
import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionsTest {
  @ParameterizedTest(name = "{0} is {1} {2}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          # what is computed of NULL is NULL
          nothing + 1 ; INT64 ; NULL
          -unpaid ; NUMERIC ; NULL
          nothing == 1 ; BOOL ; NULL
          nothing != 1 ; BOOL ; NULL
          nothing == nothing ; BOOL ; NULL
          never < now ; BOOL ; NULL
          upper(missing) ; STRING ; NULL
          nothing == null ; BOOL ; true
          null == nothing ; BOOL ; true
          count != null ; BOOL ; true
          missing != null ; BOOL ; false
          unknown == null ; BOOL ; true
          (nothing + 1) == null ; BOOL ; true
          # three values
          yes && yes ; BOOL ; true
          yes && no ; BOOL ; false
          yes && unknown ; BOOL ; NULL
          no && yes ; BOOL ; false
          no && no ; BOOL ; false
          no && unknown ; BOOL ; false
          unknown && yes ; BOOL ; NULL
          unknown && no ; BOOL ; false
          unknown && unknown ; BOOL ; NULL
          yes || yes ; BOOL ; true
          yes || no ; BOOL ; true
          yes || unknown ; BOOL ; true
          no || yes ; BOOL ; true
          no || no ; BOOL ; false
          no || unknown ; BOOL ; NULL
          unknown || yes ; BOOL ; true
          unknown || no ; BOOL ; NULL
          unknown || unknown ; BOOL ; NULL
          !yes ; BOOL ; false
          !unknown ; BOOL ; NULL
          !!yes ; BOOL ; true
          no && 1 / (count - 7) > 0 ; BOOL ; false
          1 / (count - 7) > 0 && no ; BOOL ; false
          1 / (count - 7) > 0 || yes ; BOOL ; true
          # choosing
          yes ? 1 : 2 ; INT64 ; 1
          unknown ? 1 : 2 ; INT64 ; 2
          yes ? amount : null ; NUMERIC ; 19.90
          no ? amount : null ; NUMERIC ; NULL
          no ? null : amount ; NUMERIC ; 19.90
          yes ? 1 : amount ; NUMERIC ; 1
          yes ? count : 0.5 ; FLOAT64 ; 7.0
          coalesce(nothing, count) ; INT64 ; 7
          coalesce(nothing, null, 3) ; INT64 ; 3
          coalesce(unpaid, 0) ; NUMERIC ; 0
          coalesce(missing, "-") ; STRING ; -
          string(null) ; STRING ; NULL
          # integers
          count + 1 ; INT64 ; 8
          count - 10 ; INT64 ; -3
          count * 6 ; INT64 ; 42
          count / 2 ; INT64 ; 3
          -count / 2 ; INT64 ; -3
          count % 4 ; INT64 ; 3
          - -count ; INT64 ; 7
          count / 2.0 ; FLOAT64 ; 3.5
          double(count) / 2 ; FLOAT64 ; 3.5
          -9223372036854775808 ; INT64 ; -9223372036854775808
          # decimals
          amount + 1 ; NUMERIC ; 20.90
          amount + 0.1 ; NUMERIC ; 20.00
          0.1 + amount ; NUMERIC ; 20.00
          amount * 1.1 ; NUMERIC ; 21.890
          amount / 3 ; NUMERIC ; 6.633333333
          2 / amount ; NUMERIC ; 0.100502513
          decimal("2") / 3 ; NUMERIC ; 0.666666667
          decimal("-2") / 3 ; NUMERIC ; -0.666666667
          decimal("0.0000000005") ; NUMERIC ; 0.000000001
          decimal("-0.0000000005") ; NUMERIC ; -0.000000001
          decimal("1e-999999999") ; NUMERIC ; 0
          amount % 6 ; NUMERIC ; 1.90
          -amount ; NUMERIC ; -19.90
          amount * precise ; BIGNUMERIC ; 0.0000000000000000001990
          big_decimal("1") / 3 ; BIGNUMERIC ; 0.33333333333333333333333333333333333333
          amount > 10 ; BOOL ; true
          amount > 10.5 ; BOOL ; true
          amount == 19.9 ; BOOL ; true
          amount != 19.9 ; BOOL ; false
          10 < amount ; BOOL ; true
          amount <= ratio ; BOOL ; false
          count == 7.0 ; BOOL ; true
          ratio > 2 ; BOOL ; true
          nan == nan ; BOOL ; false
          nan < 1.0 ; BOOL ; false
          nan != 1.0 ; BOOL ; true
          round(amount) ; NUMERIC ; 20
          round(decimal("2.5")) ; NUMERIC ; 3
          round(decimal("-2.5")) ; NUMERIC ; -3
          round(decimal("2.345"), 2) ; NUMERIC ; 2.35
          floor(decimal("-2.1")) ; NUMERIC ; -3
          ceil(amount) ; NUMERIC ; 20
          trunc(amount, 1) ; NUMERIC ; 19.9
          round(2.5) ; FLOAT64 ; 3.0
          abs(-count) ; INT64 ; 7
          abs(-amount) ; NUMERIC ; 19.90
          sign(-amount) ; INT64 ; -1
          least(count, 3) ; INT64 ; 3
          greatest(amount, 20, count) ; NUMERIC ; 20
          least(count, nothing) ; INT64 ; NULL
          # texts
          state == "paid" ; BOOL ; true
          state == 'paid' && amount > 10 ; BOOL ; true
          state + "!" ; STRING ; paid!
          upper(name) ; STRING ; SØREN 😀
          "Ab".lower() ; STRING ; ab
          size(name) ; INT64 ; 7
          name.substring(6) ; STRING ; 😀
          name.substring(1, 3) ; STRING ; ør
          name.substring(5, 99) ; STRING ; ` 😀`
          state.contains("ai") ; BOOL ; true
          state.startsWith("p") ; BOOL ; true
          state.endsWith("x") ; BOOL ; false
          state.matches("^p.*d$") ; BOOL ; true
          "/a/42/b".extract("/([0-9]+)/") ; STRING ; 42
          state.extract("[0-9]+") ; STRING ; NULL
          "a-b".replace("-", "_") ; STRING ; a_b
          state.indexOf("i") ; INT64 ; 2
          "a,b,".split(",") ; ARRAY ; [a, b, ]
          names.join("+") ; STRING ; x+y
          trim(" a ") ; STRING ; a
          "\\uff5e" < "😀" ; BOOL ; true
          "a" < "b" ; BOOL ; true
          size(raw) ; INT64 ; 2
          raw == b"ab" ; BOOL ; true
          raw < b"\\xff" ; BOOL ; true
          string(raw) ; STRING ; ab
          # lists
          state in ["paid", "free"] ; BOOL ; true
          count in [1, 2] ; BOOL ; false
          count in [1, null] ; BOOL ; NULL
          count in [7, null] ; BOOL ; true
          nothing in [1] ; BOOL ; NULL
          amount in [19.9, 1] ; BOOL ; true
          2 in numbers ; BOOL ; true
          !(count in numbers) ; BOOL ; true
          size(numbers) ; INT64 ; 3
          numbers[0] ; INT64 ; 3
          numbers[3] ; INT64 ; NULL
          no_list[0] ; INT64 ; NULL
          numbers.exists(x, x > 2) ; BOOL ; true
          numbers.all(x, x > 2) ; BOOL ; false
          numbers.exists(x, x > nothing) ; BOOL ; NULL
          numbers.exists_one(x, x == 1) ; BOOL ; true
          numbers.map(x, x * 2) ; ARRAY ; [6, 2, 4]
          numbers.map(x, x > 1, x * 2) ; ARRAY ; [6, 4]
          numbers.filter(x, x != 1) ; ARRAY ; [3, 2]
          numbers.exists(x, numbers.exists(y, x + y == 5)) ; BOOL ; true
          documents.map(d, int(d.a)) ; ARRAY ; [1, 2]
          documents[1].a == 2 ; BOOL ; true
          # JSON
          data.path == "/home" ; BOOL ; true
          data.path ; JSON ; "/home"
          string(data.path) ; STRING ; /home
          data.path.startsWith("/h") ; BOOL ; true
          data.user.id == "u1" ; BOOL ; true
          string(data["odd key"]) ; STRING ; 1
          data.ms > 1000 ; BOOL ; true
          data.ms >= amount ; BOOL ; true
          int(data.ms) / 1000 ; INT64 ; 1
          int(data.id) ; INT64 ; 42
          data.id == 42 ; BOOL ; false
          data.score == decimal("0.3") ; BOOL ; true
          decimal(data.score) ; NUMERIC ; 0.30
          double(data.score) ; FLOAT64 ; 0.3
          data.shown && yes ; BOOL ; true
          bool(data.shown) ; BOOL ; true
          timestamp(data.at) ; TIMESTAMP ; 2026-11-22T15:00:00Z
          data.absent ; JSON ; NULL
          data.absent.deeper ; JSON ; NULL
          data.none == null ; BOOL ; true
          data.absent == null ; BOOL ; true
          data.absent == "x" ; BOOL ; NULL
          has(data.none) ; BOOL ; true
          has(data.absent) ; BOOL ; false
          has(empty.x) ; BOOL ; false
          has(data.user.id) ; BOOL ; true
          data.tags[0] ; JSON ; "a"
          data.tags[9] ; JSON ; NULL
          size(data.tags) ; INT64 ; 3
          "b" in data.tags ; BOOL ; true
          data.tags.exists(t, t == 3) ; BOOL ; true
          data.tags ; JSON ; ["a","b",3]
          data.path in ["/home", "/"] ; BOOL ; true
          data == null ; BOOL ; false
          # times
          now < valid_until ; BOOL ; true
          now ; TIMESTAMP ; 2026-11-23T10:00:00Z
          valid_until - duration("24h") ; TIMESTAMP ; 2026-11-22T12:00:00Z
          paid_at + duration("1h30m") ; TIMESTAMP ; 2026-11-22T18:00:00.500Z
          seconds(valid_until - paid_at) ; INT64 ; 70199
          milliseconds(duration("-1.5s")) ; INT64 ; -1500
          valid_until - paid_at > duration("1h") ; BOOL ; true
          date(paid_at, "Asia/Tokyo") ; DATE ; 2026-11-23
          date(paid_at, "UTC") ; DATE ; 2026-11-22
          datetime(paid_at, "Asia/Tokyo") ; DATETIME ; 2026-11-23T01:30:00.500
          timestamp(local, "Europe/Berlin") ; TIMESTAMP ; 2026-03-29T01:30:00Z
          timestamp(born, "Asia/Tokyo") ; TIMESTAMP ; 2024-02-28T15:00:00Z
          year(born) ; INT64 ; 2024
          month(paid_at, "Asia/Tokyo") ; INT64 ; 11
          day(paid_at, "Asia/Tokyo") ; INT64 ; 23
          weekday(born) ; INT64 ; 4
          hour(paid_at, "Asia/Tokyo") ; INT64 ; 1
          minute(opens) ; INT64 ; 30
          second(opens) ; INT64 ; 15
          add_days(born, 1) ; DATE ; 2024-03-01
          add_months(born, 12) ; DATE ; 2025-02-28
          days_between(date("2026-11-23"), born) ; INT64 ; 998
          born < date("2026-01-01") ; BOOL ; true
          timestamp("2026-11-23 00:00:00+09:00") ; TIMESTAMP ; 2026-11-22T15:00:00Z
          timestamp(0) ; TIMESTAMP ; 1970-01-01T00:00:00Z
          string(paid_at) ; STRING ; 2026-11-22T16:30:00.5Z
          string(opens) ; STRING ; 09:30:15
          string(born) ; STRING ; 2024-02-29
          # conversions
          int(2.9) ; INT64 ; 2
          int(-amount) ; INT64 ; -19
          int(" 12 ") ; INT64 ; 12
          int(yes) ; INT64 ; 1
          string(amount) ; STRING ; 19.9
          string(2.0) ; STRING ; 2
          string(count) ; STRING ; 7
          bool("true") ; BOOL ; true
          # names
          enrolment.course_id ; INT64 ; 5
          enrolment.course_id + 1 ; INT64 ; 6
          address.city ; STRING ; Fürth
          address.zip ; STRING ; NULL
          """)
  void anExpressionHasATypeAndAValue(String text, String type, String value)
      throws InvalidExpressionException {
    // Given
    Expression expression = Expressions.compile(text, Sample.SCOPE);

    // When
    Column column = expression.result("result");
    Object result = expression.evaluate(Sample.ROW, Sample.NOW);

    // Then
    assertThat(column.mode() == Column.Mode.REPEATED ? "ARRAY" : column.type().name())
        .isEqualTo(type);
    assertThat(Sample.shown(result)).isEqualTo(value);
    assertThat(expression.text()).isEqualTo(text);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          stat == "paid"    | names stat, which is no column here (at character 1)                | Did you mean state? There are
          1 + enrolment.cours_id | names enrolment.cours_id, which is no column here (at character 5) | Did you mean enrolment.course_id? There are
          address.town      | names the field town, which is not there (at character 8)           | There are city, zip
          state.x           | takes the field x of a STRING, which has none (at character 6)      | Leave it out
          state + 1         | computes a STRING + a INT64 (at character 7)                        | Write string(...) of the other one to join texts
          amount * ratio    | computes a NUMERIC * a FLOAT64 (at character 8)                     | Convert one of the two, with decimal(...) or double(...)
          data.ms + 1       | computes a JSON + a INT64 (at character 9)                          | Say what the JSON value is: int(...), double(...), decimal(...) or string(...)
          born + 1          | computes a DATE + a INT64 (at character 6)                          | Write add_days(date, 1), or days_between(later, earlier)
          state == 1        | compares a STRING with a INT64 (at character 7)                     | Convert one of the two
          paid_at > "2026-01-01" | compares a TIMESTAMP with a STRING (at character 9)            | Write timestamp("2026-11-23T00:00:00Z")
          paid_at > born    | compares a TIMESTAMP with a DATE (at character 9)                   | Write date(..., "UTC") of the TIMESTAMP, with the zone that is meant
          data.at < now     | compares a JSON with a TIMESTAMP (at character 9)                   | Say what the JSON value is: timestamp(...)
          count && yes      | is a INT64 where a condition belongs (at character 1)               | Write a comparison, as state == "paid"
          yes ? 1 : "a"     | yields a INT64 or a STRING (at character 5)                         | Convert one of the two, as with string(...) or decimal(...)
          null              | is nothing but NULL (at character 1)                                | Say of which type, as string(null)
          valid_until - now | yields a duration, and no column is one (at character 13)           | Write seconds(...) for a duration, or leave it out
          uper(state)       | calls uper(), which is no function (at character 5)                 | Did you mean upper()?
          date(paid_at)     | calls date(TIMESTAMP) (at character 5)                              | It takes date(DATE) or date(STRING) or date(TIMESTAMP, STRING) or date(DATETIME)
          date(paid_at, "Tokyo") | has a text that is no time zone (at character 15)              | Correct it
          state.matches("(") | has a text that is no regular expression (at character 15)         | Correct it
          1 / 0             | always meets a division by zero (at character 3)                    | Correct it
          has(state)        | asks has() of what is no field of JSON (at character 4)             | Write has(data.field), or column != null
          {"a": 1}          | makes an object (at character 1)                                    | Give each of its fields a column of its own
          count == 1u       | has a literal of a type that no column has (at character 10)        | Leave out the u
          numbers.map(x)    | calls map() in a way that it does not take (at character 12)        | Write list.map(x, ...), where x stands for an element
          count.exists(x, yes) | is a INT64 where a list belongs (at character 1)                 | Write a list or a REPEATED column
          column("Order Dat") | names Order Dat, which is no column here (at character 8)         | Did you mean Order Date? There are
          column(state)     | calls column() of what is no text (at character 7)                  | Write the column's name: column("Order Date")
          count in []       | has an empty list (at character 10)                                 | Write its elements
          """)
  void aMistakeIsNamedWithItsPlaceAndTheRemedy(String text, String problem, String remedy) {
    // When
    InvalidExpressionException refusal = refusal(text, Sample.SCOPE);

    // Then
    assertThat(refusal.problem()).isEqualTo(problem);
    assertThat(refusal.remedy()).startsWith(remedy.strip());
  }

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          state = "paid"          | 7  | Write == where SQL has =
          yes and no              | 5  | Write && for AND
          state <> "paid"         | 8  | Write != where SQL has <>
          count +                 | 8  | Correct it
          state == "paid          | 10 | Correct it
          """)
  void whatIsNotCelIsNamedWithWhatSqlMeant(String text, int place, String remedy) {
    // When
    InvalidExpressionException refusal = refusal(text, Sample.SCOPE);

    // Then
    assertThat(refusal.problem())
        .startsWith("cannot be read: ")
        .endsWith("(at character " + place + ")");
    assertThat(refusal.remedy()).startsWith(remedy);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          biggest + 1              | a number beyond the limits of INT64
          -(-biggest - 1)          | a number beyond the limits of INT64
          count / (count - 7)      | a division by zero
          amount / (count - 7)     | a division by zero
          count % (count - 7)      | a division by zero
          greatest + 1             | a number beyond the limits of NUMERIC
          greatest * greatest      | a number beyond the limits of NUMERIC
          int(state)               | a text that is no INT64
          decimal(state)           | a text that is no NUMERIC
          decimal(nan)             | a FLOAT64 that is no NUMERIC
          int(nan)                 | a FLOAT64 that is no INT64
          timestamp(state)         | a text that is no TIMESTAMP with its offset
          date(paid_at, state)     | a text that is no time zone
          add_days(born, biggest)  | a time outside of the years 1 to 9999
          data.path > 1            | a JSON value of another type than it is compared with
          data.ms && yes           | a JSON value that is neither true nor false
          upper(data.ms)           | a JSON value that is no string
          data.path.all(x, yes)    | a JSON value that is no list
          """)
  void whatHasNoValueNamesTheExpressionAndNoValue(String text, String what)
      throws InvalidExpressionException {
    // Given
    Expression expression = Expressions.compile(text, Sample.SCOPE);

    // When, Then
    assertThatThrownBy(() -> expression.evaluate(Sample.ROW, Sample.NOW))
        .isInstanceOf(EvaluationException.class)
        .hasMessage("The expression `" + text + "` met " + what);
  }

  @Test
  void anExpressionSaysWhatItReads() throws InvalidExpressionException {
    // Given
    Expression plain = Expressions.compile("amount", Sample.SCOPE);
    Expression computed =
        Expressions.compile("now < valid_until && enrolment.course_id in numbers", Sample.SCOPE);

    // When, Then
    assertThat(plain.columns()).containsExactly("amount");
    assertThat(plain.readsNow()).isFalse();
    assertThat(computed.columns()).containsExactly("enrolment.course_id", "numbers", "valid_until");
    assertThat(computed.readsNow()).isTrue();
  }

  @Test
  void aPlainColumnKeepsItsOwnTypeAndItsText() throws InvalidExpressionException {
    // Given
    Column price = Column.decimal("price", ColumnType.NUMERIC, 10, 2);
    Layout layout = new Layout(List.of(price, Column.nullable("doc", ColumnType.JSON)));
    Row row = new Row(null, "{ \"a\": 1 }");

    // When
    Expression copy = Expressions.compile("price", Scope.of(layout));
    Expression document = Expressions.compile("doc", Scope.of(layout));

    // Then
    assertThat(copy.result("cost")).isEqualTo(price.named("cost"));
    assertThat(document.evaluate(row, Sample.NOW)).isEqualTo("{ \"a\": 1 }");
  }

  @Test
  void aConditionMayBeJsonAndNothingElseThanTrueOrFalse() throws InvalidExpressionException {
    // Given
    Expression shown = Expressions.condition("data.shown", Sample.SCOPE);

    // When
    InvalidExpressionException refusal =
        catchThrowableOfType(
            InvalidExpressionException.class, () -> Expressions.condition("count", Sample.SCOPE));

    // Then
    assertThat(shown.evaluate(Sample.ROW, Sample.NOW)).isEqualTo(true);
    assertThat(shown.result("where").type()).isEqualTo(ColumnType.BOOL);
    assertThat(refusal.problem()).startsWith("is a INT64 where a condition belongs");
  }

  @Test
  void nowIsForColumnsOfTheResult() {
    // When
    InvalidExpressionException refusal = refusal("now > paid_at", Scope.of(Sample.LAYOUT));

    // Then
    assertThat(refusal.problem())
        .isEqualTo("reads now, which only columns of the result can (at character 1)");
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 2_000})
  void nestingHasAnEnd(int depth) {
    // When
    InvalidExpressionException refusal =
        refusal("(".repeat(depth) + "count" + ")".repeat(depth) + " == 1", Sample.SCOPE);

    // Then
    assertThat(refusal.problem()).startsWith("cannot be read: ");
  }

  @Test
  void macrosInMacrosHaveAnEnd() throws InvalidExpressionException {
    // Given
    Layout layout =
        new Layout(List.of(Column.nullable("many", ColumnType.INT64).in(Column.Mode.REPEATED)));
    Row row = new Row(Collections.nCopies(1_000, 1L));
    Expression square = Expressions.compile("many.all(x, many.all(y, x == y))", Scope.of(layout));

    // When, Then
    assertThatThrownBy(() -> square.evaluate(row, Sample.NOW))
        .isInstanceOf(EvaluationException.class)
        .hasMessageEndingWith("met more than 100000 elements of lists");
  }

  private static InvalidExpressionException refusal(String text, Scope scope) {
    return catchThrowableOfType(
        InvalidExpressionException.class, () -> Expressions.compile(text, scope));
  }
}
