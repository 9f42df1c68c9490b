package dev.hayase.cdc.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.event.schema.TableSchema;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ShapeChangeTest {
  private static final Column ID = Column.nullable("id", ColumnType.INT64);
  private static final Column NAME = Column.nullable("name", ColumnType.STRING);
  private static final Column BORN = Column.nullable("born", ColumnType.DATE);

  @Test
  void theSameColumnsInAnotherOrderAreNoChange() {
    assertThat(changes(List.of(ID, NAME), List.of(NAME, ID))).isEmpty();
  }

  @Test
  void columnsComeAndGo() {
    assertThat(changes(List.of(ID, NAME), List.of(ID, NAME, BORN)))
        .containsExactly("added: column 'born' of type DATE was added");
    assertThat(changes(List.of(ID, NAME, BORN), List.of(ID, BORN)))
        .containsExactly("dropped: column 'name' was dropped");
  }

  @Test
  void aColumnOfTheSameTypeInTheSamePlaceIsTakenForARename() {
    assertThat(changes(List.of(ID, NAME, BORN), List.of(ID, NAME.named("title"), BORN)))
        .containsExactly("renamed: column 'name' seems to be called 'title' now");
    assertThat(changes(List.of(ID, NAME), List.of(ID, BORN)))
        .containsExactly(
            "dropped: column 'name' was dropped", "added: column 'born' of type DATE was added");
  }

  @Test
  void aKeyWhoseColumnWasRenamedIsTheSameKey() {
    assertThat(
            ShapeChange.between(
                TableSchema.of(List.of(ID, NAME), List.of("id")),
                TableSchema.of(List.of(ID.named("number"), NAME), List.of("number"))))
        .containsExactly(new ShapeChange.Renamed("id", "number"));
  }

  @Test
  void anotherKeyIsAChangeOfItsOwn() {
    assertThat(
            ShapeChange.between(
                TableSchema.of(List.of(ID, NAME), List.of("id")),
                TableSchema.of(List.of(ID, NAME), List.of("id", "name"))))
        .containsExactly(new ShapeChange.Rekeyed(List.of("id"), List.of("id", "name")));
  }

  @Test
  void aWiderTypeTakesEveryValueOfTheNarrower() {
    assertThat(retyped(ID, Column.nullable("id", ColumnType.NUMERIC))).isEqualTo("widened");
    assertThat(retyped(Column.nullable("id", ColumnType.NUMERIC), ID)).isEqualTo("retyped");
    assertThat(retyped(ID, Column.nullable("id", ColumnType.STRING))).isEqualTo("retyped");
    assertThat(retyped(decimal(10, 2), decimal(12, 4))).isEqualTo("widened");
    assertThat(retyped(decimal(10, 2), decimal(11, 4))).isEqualTo("retyped");
    assertThat(retyped(decimal(10, 2), Column.nullable("id", ColumnType.NUMERIC)))
        .isEqualTo("widened");
  }

  @Test
  void aTypeThatIsTheSameInBigQueryIsNotWider() {
    assertThat(ShapeChange.between(typed("varchar(20)"), typed("varchar(10)")))
        .hasToString("[column 'name' is varchar(10) and was varchar(20)]");
  }

  private static TableSchema typed(String sourceType) {
    return new TableSchema(List.of(NAME), List.of(), new TreeMap<>(Map.of("name", sourceType)));
  }

  private static Column decimal(int precision, int scale) {
    return Column.decimal("id", ColumnType.NUMERIC, precision, scale);
  }

  private static String retyped(Column old, Column now) {
    return ShapeChange.between(
            TableSchema.of(List.of(old), List.of()), TableSchema.of(List.of(now), List.of()))
        .getFirst()
        .kind();
  }

  private static List<String> changes(List<Column> before, List<Column> after) {
    return ShapeChange.between(TableSchema.of(before, List.of()), TableSchema.of(after, List.of()))
        .stream()
        .map(change -> change.kind() + ": " + change)
        .toList();
  }
}
