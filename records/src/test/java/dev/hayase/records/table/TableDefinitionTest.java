package dev.hayase.records.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.event.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TableDefinitionTest {
  private static final TableRef REF = new TableRef("p", "d", "t");
  private static final String OWNER = Owner.of("school.public.t");
  private static final ConflictRules RULES = new ConflictRules(TypeConflict.WIDEN);
  private static final TableSchema SCHEMA =
      TableSchema.of(
          List.of(
              Column.nullable("id", ColumnType.INT64),
              Column.decimal("price", ColumnType.NUMERIC, 10, 2),
              Column.nullable("doc", ColumnType.JSON)),
          List.of("id"));

  @Test
  void aMirrorHasTheKeyAndIsClusteredByIt() {
    TableDefinition mirror = TableDefinition.of(REF, TableMode.MIRROR, SCHEMA, List.of());
    assertThat(mirror)
        .isEqualTo(
            new TableDefinition(
                REF,
                TableMode.MIRROR,
                List.of(
                    Column.nullable("id", ColumnType.INT64),
                    Column.decimal("price", ColumnType.NUMERIC, 10, 2),
                    Column.nullable("doc", ColumnType.JSON),
                    Column.nullable("_hayase_seq", ColumnType.STRING)),
                List.of("id"),
                List.of("id"),
                Optional.empty()));
  }

  @Test
  void aHistoryIsPartitionedByCommitAndHasItsOwnColumns() {
    TableDefinition history =
        TableDefinition.of(REF, TableMode.HISTORY, SCHEMA, List.of("price", "doc"));
    assertThat(history.primaryKey()).isEmpty();
    assertThat(history.partitionBy()).contains("_commit_ts");
    assertThat(history.clusterBy()).containsExactly("price");
    assertThat(history.columns())
        .extracting(Column::name)
        .containsExactly(
            "id",
            "price",
            "doc",
            "_op",
            "_commit_ts",
            "_hayase_seq",
            "_snapshot_id",
            "_kafka_partition",
            "_kafka_offset");
  }

  @Test
  void withoutAKeyThatBigQueryTakesATableIsKeptAsHistory() {
    List<Column> many = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 17; i++) {
      many.add(Column.nullable("k" + i, ColumnType.INT64));
      names.add("k" + i);
    }
    TableSchema keyless = TableSchema.of(SCHEMA.columns(), List.of());
    TableSchema json = TableSchema.of(SCHEMA.columns(), List.of("doc"));
    assertThat(TableDefinition.modeFor(SCHEMA, TableMode.MIRROR)).isEqualTo(TableMode.MIRROR);
    assertThat(TableDefinition.modeFor(keyless, TableMode.MIRROR)).isEqualTo(TableMode.HISTORY);
    assertThat(TableDefinition.modeFor(json, TableMode.MIRROR)).isEqualTo(TableMode.HISTORY);
    assertThat(TableDefinition.modeFor(TableSchema.of(many, names), TableMode.MIRROR))
        .isEqualTo(TableMode.HISTORY);
    assertThat(
            TableDefinition.modeFor(TableSchema.of(many, names.subList(0, 16)), TableMode.MIRROR))
        .isEqualTo(TableMode.MIRROR);
    assertThat(TableDefinition.modeFor(SCHEMA, TableMode.HISTORY)).isEqualTo(TableMode.HISTORY);
  }

  @Test
  void missingColumnsAreAddedAndPresentOnesKeepTheirNumbers() {
    TableDefinition mirror = TableDefinition.of(REF, TableMode.MIRROR, SCHEMA, List.of());
    TableShape known = TableShape.EMPTY.with("id", Optional.of(ColumnType.INT64));

    assertThat(TableChange.between(mirror, OWNER, present("id", "_hayase_seq"), known, RULES))
        .isEqualTo(
            new TableChange.Update(
                new TableUpdate(
                    List.of(
                        Column.decimal("price", ColumnType.NUMERIC, 10, 2),
                        Column.nullable("doc", ColumnType.JSON)),
                    Map.of(),
                    List.of(),
                    List.of(),
                    Set.of())));

    TableChange change =
        TableChange.between(
            mirror, OWNER, present("_hayase_seq", "DOC", "price", "ID"), known, RULES);
    assertThat(change)
        .isInstanceOfSatisfying(
            TableChange.Ready.class,
            ready ->
                assertThat(ready.shape().columns())
                    .extracting(c -> c.name() + "=" + c.number())
                    .containsExactly("id=3", "price=4", "doc=5", "_hayase_seq=6"));
  }

  @Test
  void aTableThatCannotTakeTheRowsIsRefused() {
    TableDefinition mirror = TableDefinition.of(REF, TableMode.MIRROR, SCHEMA, List.of());
    TableDefinition history = TableDefinition.of(REF, TableMode.HISTORY, SCHEMA, List.of());
    PresentTable keyless =
        new PresentTable("e", List.of(), List.of(), Optional.empty(), Optional.empty(), 0);
    PresentTable ofAnother =
        new PresentTable(
            "e", List.of(), List.of("id"), Optional.of(Owner.of("other")), Optional.empty(), 0);

    assertThat(TableChange.between(mirror, OWNER, keyless, TableShape.EMPTY, RULES))
        .isInstanceOf(TableChange.Refused.class);
    assertThat(TableChange.between(mirror, OWNER, ofAnother, TableShape.EMPTY, RULES))
        .isInstanceOf(TableChange.Refused.class);
    assertThat(TableChange.between(history, OWNER, present("id"), TableShape.EMPTY, RULES))
        .isInstanceOf(TableChange.Refused.class);
    assertThat(TableChange.between(history, OWNER, keyless, TableShape.EMPTY, RULES))
        .isInstanceOf(TableChange.Update.class);
  }

  private static PresentTable present(String... names) {
    List<PresentColumn> columns = new ArrayList<>();
    for (String name : names) {
      Column column =
          SCHEMA
              .column(name.toLowerCase(Locale.ROOT))
              .map(c -> c.named(name))
              .orElseGet(() -> Column.nullable(name, ColumnType.STRING));
      columns.add(PresentColumn.of(column));
    }
    return new PresentTable("e", columns, List.of("ID"), Optional.of(OWNER), Optional.empty(), 0);
  }
}
