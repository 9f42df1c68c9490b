package dev.hayase.conformance;

import static dev.hayase.conformance.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.Field.Mode;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.Table;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// How a table's schema may change: it grows, and REQUIRED becomes NULLABLE. Source:
/// https://cloud.google.com/bigquery/docs/managing-table-schemas.
@ExtendWith(Conformance.class)
class SchemaChangesTest {
  private static final Field ID = field("id", StandardSQLTypeName.INT64, Mode.NULLABLE);
  private static final Field NAME = field("name", StandardSQLTypeName.STRING, Mode.NULLABLE);
  private static final Field TAGS = field("tags", StandardSQLTypeName.STRING, Mode.REPEATED);

  private final Tables tables;
  private final BigQuery bigQuery;

  SchemaChangesTest(Tables tables) {
    this.tables = tables;
    bigQuery = tables.underTest().bigQuery();
  }

  private static Field field(String name, StandardSQLTypeName type, Mode mode, Field... fields) {
    return Field.newBuilder(name, type, fields).setMode(mode).build();
  }

  private static Field struct(Field... fields) {
    return field("s", StandardSQLTypeName.STRUCT, Mode.NULLABLE, fields);
  }

  private static Field structs(Field... fields) {
    return field("l", StandardSQLTypeName.STRUCT, Mode.REPEATED, fields);
  }

  private Schema change(String table, Field... fields) {
    Table changed =
        bigQuery.getTable(tables.id(table)).toBuilder()
            .setDefinition(StandardTableDefinition.of(Schema.of(fields)))
            .build()
            .update();
    return Objects.requireNonNull(changed.getDefinition().getSchema());
  }

  private void refuses(String table, String part, Field... fields) {
    assertRefused(
        () -> change(table, fields),
        400,
        "invalid",
        "Provided Schema does not match Table",
        table,
        part);
    Schema kept = bigQuery.getTable(tables.id(table)).getDefinition().getSchema();
    assertThat(kept).isNotEqualTo(Schema.of(fields));
  }

  @Test
  void nullableAndRepeatedColumnsAreAdded() throws Exception {
    String table = tables.create(ID);
    tables.query("INSERT INTO " + table + " VALUES (1)");
    assertThat(change(table, ID, NAME, TAGS)).isEqualTo(Schema.of(ID, NAME, TAGS));
    assertThat(tables.query("SELECT id, name, ARRAY_LENGTH(tags) FROM " + table))
        .containsExactly("1|null|0");
  }

  @Test
  void nullableAndRepeatedFieldsAreAddedInsideAStruct() throws Exception {
    String table = tables.create(struct(ID), structs(ID));
    tables.query("INSERT INTO " + table + " VALUES (STRUCT(1), [STRUCT(2), STRUCT(3)])");
    change(table, struct(ID, NAME, TAGS), structs(ID, NAME));
    assertThat(
            tables.query(
                "SELECT s.id, s.name, ARRAY_LENGTH(s.tags), l[OFFSET(1)].id AS b,"
                    + " l[OFFSET(1)].name AS c"
                    + " FROM "
                    + table))
        .containsExactly("1|null|0|3|null");
  }

  @Test
  void aRequiredColumnIsRelaxedAndTakesNull() throws Exception {
    String table = tables.create(field("id", StandardSQLTypeName.INT64, Mode.REQUIRED));
    change(table, ID);
    tables.query("INSERT INTO " + table + " VALUES (NULL)");
    assertThat(tables.query("SELECT id FROM " + table)).containsExactly("null");
  }

  @Test
  void aDescriptionChanges() {
    String table = tables.create(ID);
    Field described = ID.toBuilder().setDescription("key").build();
    assertThat(change(table, described)).isEqualTo(Schema.of(described));
  }

  @Test
  void aColumnIsNotTakenAway() {
    refuses(tables.create(ID, NAME), "Field name is missing in new schema", ID);
  }

  @Test
  void aTypeIsNotChanged() {
    refuses(
        tables.create(ID),
        "Field id has changed type from INTEGER to STRING",
        field("id", StandardSQLTypeName.STRING, Mode.NULLABLE));
  }

  @Test
  void aRequiredColumnIsNotAdded() {
    refuses(
        tables.create(ID),
        "Cannot add required fields to an existing schema. (field: need)",
        ID,
        field("need", StandardSQLTypeName.STRING, Mode.REQUIRED));
  }

  @Test
  void aColumnIsNotTightened() {
    refuses(
        tables.create(ID),
        "Field id has changed mode from NULLABLE to REQUIRED",
        field("id", StandardSQLTypeName.INT64, Mode.REQUIRED));
  }

  @Test
  void aColumnIsNotMadeRepeated() {
    refuses(
        tables.create(ID),
        "Field id has changed mode from NULLABLE to REPEATED",
        field("id", StandardSQLTypeName.INT64, Mode.REPEATED));
  }

  @Test
  void theSameHoldsInsideAStruct() {
    refuses(tables.create(struct(ID, NAME)), "is missing in new schema", struct(ID));
    refuses(
        tables.create(struct(ID)),
        "has changed type from INTEGER to STRING",
        struct(field("id", StandardSQLTypeName.STRING, Mode.NULLABLE)));
  }
}
