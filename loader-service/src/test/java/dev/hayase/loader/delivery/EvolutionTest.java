package dev.hayase.loader.delivery;

import static dev.hayase.loader.delivery.EmulatedTable.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.event.schema.TableSchema;
import dev.hayase.loader.bigquery.EmulatedBigQuery;
import dev.hayase.pipeline.TableSettings.OnTypeConflict;
import dev.hayase.records.table.TableDefinition;
import dev.hayase.records.table.TableMode;
import dev.hayase.records.table.TableRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Sources change while their rows are loaded: what becomes of the table, and that loading goes on.
class EvolutionTest {
  private static final EmulatedBigQuery BIGQUERY = new EmulatedBigQuery();
  private static final Duration DELAY = Duration.ofMinutes(5);

  @AfterAll
  static void close() {
    BIGQUERY.close();
  }

  private static TableSchema keyed(Column... columns) {
    List<Column> all = new ArrayList<>(List.of(Column.nullable("id", ColumnType.INT64)));
    all.addAll(List.of(columns));
    return TableSchema.of(all, List.of("id"));
  }

  private static TableSchema v(ColumnType type) {
    return keyed(Column.nullable("v", type));
  }

  private static EmulatedTable table(TableMode mode) {
    return new EmulatedTable(BIGQUERY, mode, OnTypeConflict.WIDEN);
  }

  private static List<List<String>> columns(EmulatedTable table) {
    return BIGQUERY.query(
        "SELECT column_name, data_type, is_nullable FROM `%s`.INFORMATION_SCHEMA.COLUMNS WHERE NOT STARTS_WITH(column_name, '_') ORDER BY ordinal_position"
            .formatted(table.dataset));
  }

  private static void delaySchemas(EmulatedTable table) {
    BIGQUERY.order(
        "{\"fault\": \"schemaDelay\", \"delay\": \"%dm\", \"table\": \"%s.t\"}"
            .formatted(DELAY.toMinutes(), table.dataset));
  }

  @ParameterizedTest
  @EnumSource(names = {"MIRROR", "HISTORY"})
  void integersBecomeDecimalsAndThenGreaterOnes(TableMode mode) {
    try (EmulatedTable table = table(mode)) {
      // Given
      table.start(0);
      table.write(v(ColumnType.INT64), "{'id':1,'v':9223372036854775807}");
      table.awaitSettled();

      // When
      table.write(v(ColumnType.NUMERIC), "{'id':2,'v':'0.000000001'}");
      table.write(v(ColumnType.INT64), "{'id':3,'v':3}");
      table.write(v(ColumnType.BIGNUMERIC), "{'id':4,'v':'1e-38'}", "{'id':5,'v':null}");
      table.write(v(ColumnType.NUMERIC), "{'id':6,'v':'6.5'}");

      // Then
      table.awaitSettled();
      assertThat(table.query("SELECT id, v FROM TABLE ORDER BY id"))
          .containsExactly(
              List.of("1", "9223372036854775807"),
              List.of("2", "0.000000001"),
              List.of("3", "3"),
              List.of("4", "0.00000000000000000000000000000000000001"),
              List.of("5", "null"),
              List.of("6", "6.5"));
      assertThat(columns(table))
          .containsExactly(List.of("id", "INT64", "YES"), List.of("v", "BIGNUMERIC", "YES"));
    }
  }

  @Test
  void integersBecomeFloatsWhereNoneOfThemWouldChange() {
    try (EmulatedTable table = table(TableMode.HISTORY)) {
      // Given
      table.start(0);
      table.write(v(ColumnType.INT64), "{'id':1,'v':9007199254740991}");
      table.awaitSettled();

      // When
      table.write(v(ColumnType.FLOAT64), "{'id':2,'v':0.5}");
      table.write(v(ColumnType.INT64), "{'id':3,'v':3}", "{'id':4,'v':9007199254740993}");

      // Then
      table.awaitSettled();
      assertThat(table.query("SELECT id, v FROM TABLE ORDER BY id"))
          .containsExactly(
              List.of("1", "9.007199254740991E15"), List.of("2", "0.5"), List.of("3", "3.0"));
      assertThat(table.kafka.actions())
          .anyMatch(action -> action.startsWith("park 3") && action.contains("FLOAT64"));
    }
  }

  @Test
  void integersThatFloatsDoNotHoldKeepTheirColumn() {
    try (EmulatedTable table = table(TableMode.HISTORY)) {
      // Given
      table.start(0);
      table.write(v(ColumnType.INT64), "{'id':1,'v':9007199254740993}");
      table.awaitSettled();

      // When
      table.write(v(ColumnType.FLOAT64), "{'id':2,'v':0.5}");
      table.write(v(ColumnType.INT64), "{'id':3,'v':3}");

      // Then
      table.awaitSettled();
      assertThat(table.query("SELECT id, v, v_float64 FROM TABLE ORDER BY id"))
          .containsExactly(
              List.of("1", "9007199254740993", "null"),
              List.of("2", "null", "0.5"),
              List.of("3", "3", "null"));
    }
  }

  @Test
  void whatSomebodyElsesTableDemandsIsLiftedAsFarAsTheSourceNeeds() {
    try (EmulatedTable table = table(TableMode.MIRROR)) {
      // Given
      BIGQUERY.query("CREATE SCHEMA `%s`".formatted(table.dataset));
      BIGQUERY.query(
          "CREATE TABLE `%s`.t (id INT64 NOT NULL, s STRING(3) NOT NULL, n NUMERIC(5, 2), kept STRING(40), PRIMARY KEY (id) NOT ENFORCED)"
              .formatted(table.dataset));
      table.start(0);

      // When
      TableSchema schema =
          keyed(
              Column.nullable("s", ColumnType.STRING),
              Column.decimal("n", ColumnType.NUMERIC, 8, 3),
              new Column(
                  "kept",
                  ColumnType.STRING,
                  Column.Mode.NULLABLE,
                  OptionalLong.of(20),
                  OptionalInt.empty(),
                  OptionalInt.empty(),
                  List.of()));
      table.write(
          schema,
          "{'id':1,'s':'longer','n':'12345.678','kept':'x'}",
          "{'id':2,'s':null,'n':null,'kept':null}",
          "-{'id':1}");

      // Then
      table.awaitSettled();
      assertThat(table.query("SELECT id, s FROM TABLE")).containsExactly(List.of("2", "null"));
      assertThat(columns(table))
          .containsExactly(
              List.of("id", "INT64", "NO"),
              List.of("s", "STRING", "YES"),
              List.of("n", "NUMERIC(8, 3)", "YES"),
              List.of("kept", "STRING(40)", "YES"));
      assertThat(table.kafka.actions()).isEmpty();
    }
  }

  @Test
  void aConflictStandsAsideAndTheColumnGoesOnWhenItsTypeIsBack() {
    try (EmulatedTable table =
        new EmulatedTable(BIGQUERY, TableMode.MIRROR, OnTypeConflict.SIDE_COLUMN)) {
      // Given
      table.start(0);
      table.write(v(ColumnType.INT64), "{'id':1,'v':1}");
      table.awaitSettled();

      // When
      table.write(v(ColumnType.STRING), "{'id':2,'v':'two'}");
      table.write(v(ColumnType.INT64), "{'id':3,'v':3}");
      table.write(v(ColumnType.STRING), "{'id':1,'v':'one'}");

      // Then
      table.awaitSettled();
      assertThat(table.query("SELECT id, v, v_string FROM TABLE ORDER BY id"))
          .containsExactly(
              List.of("1", "null", "one"), List.of("2", "null", "two"), List.of("3", "3", "null"));
    }
  }

  @Test
  void aColumnOfThatNameWhichIsNotOursTakesNothing() {
    try (EmulatedTable table =
        new EmulatedTable(BIGQUERY, TableMode.HISTORY, OnTypeConflict.SIDE_COLUMN)) {
      // Given
      table.start(0);
      table.write(
          keyed(
              Column.nullable("v", ColumnType.INT64),
              Column.nullable("v_string", ColumnType.STRING)),
          "{'id':1,'v':1,'v_string':'theirs'}");
      table.awaitSettled();

      // When
      table.write(v(ColumnType.STRING), "{'id':2,'v':'two'}");

      // Then
      table.awaitSettled();
      assertThat(table.query("SELECT id, v, v_string FROM TABLE"))
          .containsExactly(List.of("1", "1", "theirs"));
      assertThat(table.kafka.actions()).anyMatch(action -> action.startsWith("park 1"));
    }
  }

  @Test
  void aConflictIsParkedWhereThePipelineSaysSo() {
    try (EmulatedTable table = new EmulatedTable(BIGQUERY, TableMode.MIRROR, OnTypeConflict.PARK)) {
      // Given
      table.start(0);
      table.write(v(ColumnType.INT64), "{'id':1,'v':1}");
      table.awaitSettled();

      // When
      table.write(v(ColumnType.NUMERIC), "{'id':2,'v':'2.5'}");

      // Then
      table.awaitSettled();
      assertThat(table.query("SELECT id, v FROM TABLE")).containsExactly(List.of("1", "1"));
      assertThat(table.kafka.actions())
          .anyMatch(action ->
              action.startsWith("park 1")
                  && action.contains("is NUMERIC in the source and INT64 in BigQuery"));
    }
  }

  @Test
  void aDroppedColumnStaysWithoutValuesAndARenamedOneIsANewOne() {
    try (EmulatedTable table = table(TableMode.MIRROR)) {
      // Given
      table.start(0);
      table.write(v(ColumnType.STRING), "{'id':1,'v':'old'}", "{'id':2,'v':'old'}");
      table.awaitSettled();

      // When
      table.write(keyed(Column.nullable("w", ColumnType.STRING)), "{'id':2,'w':'renamed'}");
      table.write(keyed(), "{'id':3}");

      // Then
      table.awaitSettled();
      assertThat(table.query("SELECT id, v, w FROM TABLE ORDER BY id"))
          .containsExactly(
              List.of("1", "old", "null"),
              List.of("2", "null", "renamed"),
              List.of("3", "null", "null"));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MIRROR", "HISTORY"})
  void whileANewColumnSpreadsOtherRowsOfThePartitionGoOn(TableMode mode) {
    try (EmulatedTable table = table(mode)) {
      // Given
      TableSchema wider =
          keyed(Column.nullable("v", ColumnType.STRING), Column.nullable("w", ColumnType.STRING));
      table.start(0, 1);
      table.write(v(ColumnType.STRING), "{'id':1,'v':'before'}");
      await()
          .atMost(LIMIT)
          .until(() -> table.query("SELECT id FROM TABLE").equals(List.of(List.of("1"))));
      delaySchemas(table);

      // When
      table.write(wider, "{'id':2,'v':'waits','w':'new'}");
      TableStatus waiting =
          await()
              .atMost(LIMIT)
              .until(table::status, status -> status.state() == TableStatus.State.BACKING_OFF);
      table.write(v(ColumnType.STRING), "{'id':3,'v':'old shape'}");
      table.write(wider, "{'id':4,'v':'null in the new column','w':null}");

      // Then
      await()
          .atMost(LIMIT)
          .untilAsserted(() ->
              assertThat(table.query("SELECT id FROM TABLE ORDER BY id"))
                  .containsExactly(List.of("1"), List.of("3"), List.of("4")));
      assertThat(waiting.episode().orElseThrow().code()).isEqualTo("columns-unknown");

      // When
      table.pass(DELAY);
      table.write(v(ColumnType.STRING), "{'id':5,'v':'brings the news'}");

      // Then
      table.passUntilSettled(Duration.ofSeconds(1));
      assertThat(table.query("SELECT id, w FROM TABLE ORDER BY id"))
          .containsExactly(
              List.of("1", "null"),
              List.of("2", "new"),
              List.of("3", "null"),
              List.of("4", "null"),
              List.of("5", "null"));
      assertThat(table.status().state()).isEqualTo(TableStatus.State.LOADING);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "MIRROR, INT64, FLOAT64, types-differ",
    "HISTORY, INT64, FLOAT64, types-differ",
    "MIRROR, INT64, NUMERIC, types-differ",
    "HISTORY, INT64, NUMERIC, types-differ",
    "MIRROR, NUMERIC, BIGNUMERIC, rows-refused",
    "HISTORY, NUMERIC, BIGNUMERIC, rows-refused",
  })
  void whileAWiderTypeSpreadsRowsOfTheNarrowerOneGoOn(
      TableMode mode, ColumnType narrow, ColumnType wide, String failure) {
    try (EmulatedTable table = table(mode)) {
      // Given
      String fine = wide == ColumnType.BIGNUMERIC ? "'1e-38'" : "'0.5'";
      String value = wide == ColumnType.FLOAT64 ? "0.5" : fine;
      table.start(0, 1);
      table.write(v(narrow), "{'id':1,'v':1}");
      table.awaitSettled();
      delaySchemas(table);

      // When
      table.write(v(wide), "{'id':2,'v':%s}".formatted(value));
      await().atMost(LIMIT).until(() -> table.metrics.failed().containsKey(failure));
      table.write(v(narrow), "{'id':3,'v':3}");
      table.write(v(wide), "{'id':4,'v':null}");
      table.write(v(narrow), "{'id':5,'v':5}", "{'id':6,'v':null}");

      // Then
      await()
          .atMost(LIMIT)
          .untilAsserted(() ->
              assertThat(table.query("SELECT id FROM TABLE ORDER BY id"))
                  .containsExactly(
                      List.of("1"), List.of("3"), List.of("4"), List.of("5"), List.of("6")));
      assertThat(table.metrics.failed().get(failure)).isLessThan(20);

      // When
      table.pass(DELAY);
      table.write(v(narrow), "{'id':7,'v':7}");
      table.write(v(wide), "{'id':8,'v':%s}".formatted(value));

      // Then
      table.passUntilSettled(Duration.ofSeconds(1));
      assertThat(
              table.query(
                  "SELECT id, v IS NULL, v = TRUNC(v), v - TRUNC(v) = %s FROM TABLE ORDER BY id"
                      .formatted(
                          wide == ColumnType.BIGNUMERIC
                              ? "BIGNUMERIC " + fine
                              : fine.replace("'", ""))))
          .containsExactly(
              List.of("1", "false", "true", "false"),
              List.of("2", "false", "false", "true"),
              List.of("3", "false", "true", "false"),
              List.of("4", "true", "null", "null"),
              List.of("5", "false", "true", "false"),
              List.of("6", "true", "null", "null"),
              List.of("7", "false", "true", "false"),
              List.of("8", "false", "false", "true"));
      assertThat(table.kafka.actions()).noneMatch(action -> action.startsWith("park"));
      assertThat(table.status().state()).isEqualTo(TableStatus.State.LOADING);
    }
  }

  @Test
  void whileFloatsSpreadIntegersThatTheyDoNotHoldAreParkedAndNotRounded() {
    try (EmulatedTable table = table(TableMode.HISTORY)) {
      // Given
      table.start(0);
      table.write(v(ColumnType.INT64), "{'id':1,'v':1}");
      table.awaitSettled();
      delaySchemas(table);
      table.write(v(ColumnType.FLOAT64), "{'id':2,'v':0.5}");
      await().atMost(LIMIT).until(() -> table.metrics.failed().containsKey("types-differ"));

      // When
      table.write(
          v(ColumnType.INT64), "{'id':3,'v':9007199254740993}", "{'id':4,'v':9007199254740991}");

      // Then
      await()
          .atMost(LIMIT)
          .untilAsserted(() ->
              assertThat(table.query("SELECT id FROM TABLE ORDER BY id"))
                  .containsExactly(List.of("1"), List.of("4")));

      // When
      table.pass(DELAY);

      // Then
      table.passUntilSettled(Duration.ofSeconds(1));
      assertThat(table.query("SELECT id, v FROM TABLE ORDER BY id"))
          .containsExactly(
              List.of("1", "1.0"), List.of("2", "0.5"), List.of("4", "9.007199254740991E15"));
      assertThat(table.kafka.actions())
          .anyMatch(action -> action.startsWith("park 2") && action.contains("FLOAT64"));
    }
  }

  @Test
  void integersOnTheirWayAreInTheTableBeforeItIsAskedWhetherFloatsHoldThem() {
    try (EmulatedTable table = table(TableMode.MIRROR)) {
      // Given
      table.start(0, 1);
      table.write(v(ColumnType.INT64), "{'id':1,'v':1}");
      table.awaitSettled();
      failAppends(table);

      // When
      table.write(v(ColumnType.INT64), "{'id':2,'v':9007199254740993}");
      await().atMost(LIMIT).until(() -> table.metrics.failed().containsKey("unavailable"));
      table.write(v(ColumnType.FLOAT64), "{'id':3,'v':0.5}");
      long failures = table.metrics.failed().getOrDefault("unavailable", 0L);
      await()
          .atMost(LIMIT)
          .until(() -> table.metrics.failed().getOrDefault("unavailable", 0L) > failures + 2);
      BIGQUERY.heal();

      // Then
      table.awaitSettled();
      assertThat(table.query("SELECT id, v, v_float64 FROM TABLE ORDER BY id"))
          .containsExactly(
              List.of("1", "1", "null"),
              List.of("2", "9007199254740993", "null"),
              List.of("3", "null", "0.5"));
      assertThat(table.kafka.actions()).noneMatch(action -> action.startsWith("park"));
    }
  }

  private static void failAppends(EmulatedTable table) {
    BIGQUERY.order(
        "{\"fault\": \"error\", \"status\": \"UNAVAILABLE\", \"calls\": [\"AppendRows\"], \"table\": \"%s.t\"}"
            .formatted(table.dataset));
  }

  @Test
  void rowsThatAreEncodedAnewDoNotTakeThePlaceOfOthersThatMayBeThere() {
    try (EmulatedTable table = table(TableMode.HISTORY)) {
      // Given
      table.start(0);
      table.write(v(ColumnType.INT64), "{'id':1,'v':1}");
      table.awaitSettled();
      BIGQUERY.order(
          "{\"fault\": \"unacknowledged\", \"calls\": [\"AppendRows\"], \"times\": 1, \"table\": \"%s.t\"}"
              .formatted(table.dataset));
      failAppends(table);
      table.write(v(ColumnType.INT64), "{'id':2,'v':2}");
      await().atMost(LIMIT).until(() -> table.metrics.failed().containsKey("unavailable"));

      // When
      BIGQUERY.query(
          "ALTER TABLE `%s`.t ALTER COLUMN v SET DATA TYPE FLOAT64".formatted(table.dataset));
      table.write(v(ColumnType.INT64), "{'id':3,'v':3}", "{'id':4,'v':4}");
      BIGQUERY.heal();

      // Then
      table.awaitSettled();
      assertThat(table.query("SELECT id, v FROM TABLE ORDER BY id"))
          .containsExactly(
              List.of("1", "1.0"), List.of("2", "2.0"), List.of("3", "3.0"), List.of("4", "4.0"));
      assertThat(table.metrics.failed()).containsKey("types-differ");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MIRROR", "HISTORY"})
  void whatTheTableNoLongerDemandsIsWaitedForWhileOtherRowsGoOn(TableMode mode) {
    try (EmulatedTable table = table(mode)) {
      // Given
      demanding(table, mode);
      delaySchemas(table);
      table.start(0);

      // When
      writeWhatItNoLongerDemands(table);

      // Then
      awaitBackingOff(table, "rule-spreads");
      assertThat(table.status().reason().orElse("")).contains("may have had a rule");
      assertThat(table.status().remedy().orElse("")).contains("up to ten minutes");

      // When
      table.pass(DELAY);

      // Then
      assertLoadedAndNotParked(table);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MIRROR", "HISTORY"})
  void aLoaderThatStartsWhileADroppedRuleSpreadsWaitsToo(TableMode mode) {
    try (EmulatedTable table = table(mode)) {
      // Given
      demanding(table, mode);
      delaySchemas(table);
      table.start(0);
      writeWhatItNoLongerDemands(table);

      // When
      table.restart();

      // Then
      awaitBackingOff(table, "rule-spreads");

      // When
      table.pass(DELAY);

      // Then
      assertLoadedAndNotParked(table);
    }
  }

  /// Somebody else's table, with rules that hold less than the source gives.
  private static void demanding(EmulatedTable table, TableMode mode) {
    String own =
        TableDefinition.of(new TableRef("p", "d", "t"), mode, keyed(), List.of()).columns().stream()
            .filter(column -> column.name().startsWith("_"))
            .map(column -> "%s %s".formatted(column.name(), column.type()))
            .collect(Collectors.joining(", "));
    BIGQUERY.query("CREATE SCHEMA `%s`".formatted(table.dataset));
    BIGQUERY.query(
        "CREATE TABLE `%s`.t (id INT64, v STRING NOT NULL, s STRING(3), %s%s)"
            .formatted(
                table.dataset,
                own,
                mode == TableMode.MIRROR ? ", PRIMARY KEY (id) NOT ENFORCED" : ""));
  }

  private static void writeWhatItNoLongerDemands(EmulatedTable table) {
    table.write(
        keyed(Column.nullable("v", ColumnType.STRING), Column.nullable("s", ColumnType.STRING)),
        "{'id':1,'v':'fits','s':'x'}",
        "{'id':2,'v':null,'s':'x'}",
        "{'id':3,'v':'x','s':'longer'}",
        "{'id':4,'v':'fits','s':'x'}");
    await()
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(table.query("SELECT id FROM TABLE ORDER BY id"))
                .containsExactly(List.of("1"), List.of("4")));
    assertThat(table.isSettled()).isFalse();
  }

  private static void awaitBackingOff(EmulatedTable table, String code) {
    await()
        .atMost(LIMIT)
        .until(() ->
            table.status().state() == TableStatus.State.BACKING_OFF
                && table.status().episode().orElseThrow().code().equals(code));
  }

  private static void assertLoadedAndNotParked(EmulatedTable table) {
    table.passUntilSettled(Duration.ofSeconds(1));
    assertThat(table.status().state()).isEqualTo(TableStatus.State.LOADING);
    assertThat(table.query("SELECT id, v, s FROM TABLE ORDER BY id"))
        .containsExactly(
            List.of("1", "fits", "x"),
            List.of("2", "null", "x"),
            List.of("3", "x", "longer"),
            List.of("4", "fits", "x"));
    assertThat(table.kafka.actions()).noneMatch(action -> action.startsWith("park"));
  }

  @ParameterizedTest
  @EnumSource(names = {"WIDEN", "SIDE_COLUMN"})
  void aFieldOfAnotherTypeIsParkedWithItsPathAndOtherRowsGoOn(OnTypeConflict conflicts) {
    try (EmulatedTable table = new EmulatedTable(BIGQUERY, TableMode.HISTORY, conflicts)) {
      // Given
      table.start(0);
      table.write(nested(ColumnType.INT64), "{'id':1,'s':{'a':1}}");
      table.awaitSettled();

      // When
      table.write(nested(ColumnType.NUMERIC), "{'id':2,'s':{'a':'2.5'}}");
      table.write(nested(ColumnType.INT64), "{'id':3,'s':{'a':3}}");

      // Then
      table.awaitSettled();
      assertThat(table.query("SELECT id, s.a FROM TABLE ORDER BY id"))
          .containsExactly(List.of("1", "1"), List.of("3", "3"));
      assertThat(table.kafka.actions())
          .anyMatch(action ->
              action.startsWith("park 1")
                  && action.contains("is NUMERIC in the source and INT64 in BigQuery"));
    }
  }

  private static TableSchema nested(ColumnType type) {
    return keyed(
        new Column(
            "s",
            ColumnType.STRUCT,
            Column.Mode.NULLABLE,
            OptionalLong.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            List.of(Column.nullable("a", type))));
  }

  @Test
  void aThousandColumnsOfManySchemasAreLoaded() {
    try (EmulatedTable table = table(TableMode.HISTORY)) {
      // Given
      List<Column> columns = new ArrayList<>();
      StringBuilder row = new StringBuilder("{'id':1");
      table.start(0);

      // When
      for (int i = 1; i <= 1_000; i++) {
        columns.add(Column.nullable("c" + i, ColumnType.INT64));
        row.append(",'c").append(i).append("':").append(i);
        if (i >= 900 && i % 10 == 0) {
          table.write(keyed(columns.toArray(Column[]::new)), row + "}");
        }
      }

      // Then
      table.awaitSettled();
      assertThat(table.query("SELECT COUNT(*), SUM(c1), SUM(c1000) FROM TABLE"))
          .containsExactly(List.of("11", "11", "1000"));
    }
  }

  @Test
  void twoLoadersThatChangeTheSameTableAtOnceBothLoad() {
    try (EmulatedTable table = table(TableMode.HISTORY)) {
      // Given
      TableLoader one = table.start(0);
      TableLoader other = table.start(1);
      table.write(one, 0, v(ColumnType.INT64), "{'id':1,'v':1}");
      table.write(other, 1, v(ColumnType.INT64), "{'id':2,'v':2}");
      table.awaitSettled();

      // When
      table.write(
          one,
          0,
          keyed(Column.nullable("v", ColumnType.NUMERIC), Column.nullable("a", ColumnType.STRING)),
          "{'id':3,'v':'3.5','a':'a'}");
      table.write(
          other,
          1,
          keyed(
              Column.nullable("v", ColumnType.BIGNUMERIC), Column.nullable("b", ColumnType.STRING)),
          "{'id':4,'v':'1e-30','b':'b'}");
      table.write(one, 0, v(ColumnType.INT64), "{'id':5,'v':5}");

      // Then
      table.awaitSettled();
      assertThat(table.query("SELECT id, v, a, b FROM TABLE ORDER BY id"))
          .containsExactly(
              List.of("1", "1", "null", "null"),
              List.of("2", "2", "null", "null"),
              List.of("3", "3.5", "a", "null"),
              List.of("4", "0.000000000000000000000000000001", "null", "b"),
              List.of("5", "5", "null", "null"));
      assertThat(table.kafka.actions()).noneMatch(action -> action.startsWith("park"));
    }
  }
}
