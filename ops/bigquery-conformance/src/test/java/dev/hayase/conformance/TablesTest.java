package dev.hayase.conformance;

import static dev.hayase.conformance.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.services.bigquery.Bigquery;
import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.Clustering;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.RangePartitioning;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.Table;
import com.google.cloud.bigquery.TableDefinition;
import com.google.cloud.bigquery.TableId;
import com.google.cloud.bigquery.TableInfo;
import com.google.cloud.bigquery.TimePartitioning;
import com.google.cloud.bigquery.ViewDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Tables and views: `bigquery.tables` of REST v2. How a schema may change is
/// [SchemaChangesTest]'s.
@ExtendWith(Conformance.class)
class TablesTest {
  private static final Field ID = Field.of("id", StandardSQLTypeName.INT64);
  private static final Field DAY = Field.of("day", StandardSQLTypeName.DATE);

  private final Tables tables;
  private final BigQuery bigQuery;

  TablesTest(Tables tables) {
    this.tables = tables;
    bigQuery = tables.underTest().bigQuery();
  }

  private TableId fresh() {
    return tables.id("t_" + UUID.randomUUID().toString().replace('-', '_'));
  }

  @Test
  void aTableIsFoundAsItWasCreated() {
    Schema schema =
        Schema.of(
            Field.newBuilder("id", StandardSQLTypeName.INT64)
                .setMode(Field.Mode.REQUIRED)
                .setDescription("key")
                .build(),
            Field.newBuilder("price", StandardSQLTypeName.NUMERIC)
                .setMode(Field.Mode.NULLABLE)
                .setPrecision(10L)
                .setScale(2L)
                .build(),
            Field.newBuilder("name", StandardSQLTypeName.STRING)
                .setMode(Field.Mode.NULLABLE)
                .setMaxLength(20L)
                .build(),
            Field.newBuilder(
                    "parts",
                    StandardSQLTypeName.STRUCT,
                    Field.newBuilder("at", StandardSQLTypeName.TIMESTAMP)
                        .setMode(Field.Mode.NULLABLE)
                        .build())
                .setMode(Field.Mode.REPEATED)
                .build());
    TableId id = fresh();
    bigQuery.create(
        TableInfo.newBuilder(id, StandardTableDefinition.of(schema))
            .setDescription("about")
            .setFriendlyName("friend")
            .setLabels(Map.of("team", "x"))
            .build());
    Table found = bigQuery.getTable(id);
    assertThat(found.<TableDefinition>getDefinition().getSchema()).isEqualTo(schema);
    assertThat(found.getDescription()).isEqualTo("about");
    assertThat(found.getFriendlyName()).isEqualTo("friend");
    assertThat(found.getLabels()).containsExactly(Map.entry("team", "x"));
    assertThat(found.getNumRows()).isZero();
    assertThat(found.getEtag()).isNotBlank();
  }

  @Test
  void tablesAreListedInPages() {
    List<String> created = List.of(tables.create(ID), tables.create(ID), tables.create(ID));
    var page =
        bigQuery.listTables(tables.underTest().dataset(), BigQuery.TableListOption.pageSize(2));
    assertThat(page.getValues()).hasSize(2);
    assertThat(page.hasNextPage()).isTrue();
    assertThat(page.iterateAll())
        .extracting(table -> table.getTableId().getTable())
        .containsAll(created)
        .doesNotHaveDuplicates();
  }

  @Test
  void aTableIsCreatedOnce() {
    String table = tables.create(ID);
    TableInfo again = TableInfo.of(tables.id(table), StandardTableDefinition.of(Schema.of(ID)));
    assertRefused(
        () -> bigQuery.create(again), 409, "duplicate", "Already Exists: Table", "." + table);
  }

  @Test
  void aMissingTableIsNotFound() {
    TableId missing = fresh();
    assertThat(bigQuery.getTable(missing)).isNull();
    assertThat(bigQuery.delete(missing)).isFalse();
    assertRefused(
        () -> bigQuery.update(TableInfo.of(missing, StandardTableDefinition.of(Schema.of(ID)))),
        404,
        "notFound",
        "Not found: Table",
        "." + missing.getTable());
  }

  @Test
  void aTableOfAMissingDatasetIsNotFound() {
    TableInfo nowhere =
        TableInfo.of(TableId.of("no_such_dataset", "t"), StandardTableDefinition.of(Schema.of(ID)));
    assertRefused(
        () -> bigQuery.create(nowhere), 404, "notFound", "Not found: Dataset", "no_such_dataset");
  }

  @Test
  void aChangeKeepsWhatItDoesNotNameAndMakesANewEtag() {
    Table table = bigQuery.getTable(tables.id(tables.create(ID)));
    Table described = table.toBuilder().setDescription("text").build().update();
    Table labelled = described.toBuilder().setLabels(Map.of("k", "v")).build().update();
    assertThat(labelled.getDescription()).isEqualTo("text");
    assertThat(labelled.getLabels()).containsExactly(Map.entry("k", "v"));
    assertThat(labelled.getEtag()).isNotEqualTo(table.getEtag());
  }

  @Test
  void aDeletedTableIsGoneAndItsNameIsFree() {
    TableId id = tables.id(tables.create(ID));
    assertThat(bigQuery.delete(id)).isTrue();
    assertThat(bigQuery.getTable(id)).isNull();
    bigQuery.create(TableInfo.of(id, StandardTableDefinition.of(Schema.of(DAY))));
    assertThat(bigQuery.getTable(id).getNumRows()).isZero();
  }

  @Test
  void aPatchOrAnUpdateOfAnOldEtagFails() throws Exception {
    TableId id = tables.id(tables.create(ID));
    Table old = bigQuery.getTable(id);
    Table current = old.toBuilder().setDescription("new").build().update();
    Bigquery.Tables generated = GeneratedClient.of(bigQuery).tables();
    var content = new com.google.api.services.bigquery.model.Table().setDescription("mine");
    var patch =
        generated.patch(
            tables.underTest().project(), tables.underTest().dataset(), id.getTable(), content);

    patch.getRequestHeaders().setIfMatch(old.getEtag());
    assertThatThrownBy(patch::execute)
        .isInstanceOfSatisfying(
            GoogleJsonResponseException.class,
            refusal -> {
              assertThat(refusal.getStatusCode()).isEqualTo(412);
              assertThat(refusal.getDetails().getErrors().getFirst().getReason())
                  .isEqualTo("conditionNotMet");
            });
    patch.getRequestHeaders().setIfMatch(current.getEtag());
    assertThat(patch.execute().getDescription()).isEqualTo("mine");

    var update =
        generated.update(
            tables.underTest().project(), tables.underTest().dataset(), id.getTable(), content);
    update.getRequestHeaders().setIfMatch(current.getEtag());
    assertThatThrownBy(update::execute)
        .isInstanceOfSatisfying(
            GoogleJsonResponseException.class,
            refusal -> assertThat(refusal.getStatusCode()).isEqualTo(412));
  }

  @Test
  void aViewHasTheColumnsOfItsQuery() throws Exception {
    String table = tables.create(ID);
    tables.query("INSERT INTO " + table + " VALUES (1), (2)");
    TableId view = fresh();
    String from = " FROM `" + tables.underTest().dataset() + "." + table + "`";
    bigQuery.create(TableInfo.of(view, ViewDefinition.of("SELECT id + 1 AS next" + from)));
    Table found = bigQuery.getTable(view);
    Schema schema = Objects.requireNonNull(found.getDefinition().getSchema());
    assertThat(schema.getFields()).extracting(Field::getName).containsExactly("next");
    assertThat(tables.query("SELECT next FROM " + view.getTable() + " ORDER BY 1"))
        .containsExactly("2", "3");

    found.toBuilder()
        .setDefinition(ViewDefinition.of("SELECT COUNT(*) AS n" + from))
        .build()
        .update();
    assertThat(tables.query("SELECT n FROM " + view.getTable())).containsExactly("2");
  }

  @Test
  void aViewOfNothingIsRefused() {
    assertRefused(
        () -> bigQuery.create(TableInfo.of(fresh(), ViewDefinition.of("SELECT nothing"))),
        400,
        "invalidQuery",
        "Unrecognized name: nothing");
  }

  @Test
  void partitioningAndClusteringAreKept() {
    TimePartitioning byDay =
        TimePartitioning.newBuilder(TimePartitioning.Type.DAY)
            .setField("day")
            .setExpirationMs(Duration.ofDays(4000).toMillis())
            .build();
    Clustering byId = Clustering.newBuilder().setFields(List.of("id")).build();
    StandardTableDefinition wanted =
        StandardTableDefinition.newBuilder()
            .setSchema(Schema.of(ID, DAY))
            .setTimePartitioning(byDay)
            .setClustering(byId)
            .build();
    TableId id = fresh();
    bigQuery.create(TableInfo.of(id, wanted));
    StandardTableDefinition found = bigQuery.getTable(id).getDefinition();
    assertThat(found.getClustering()).isEqualTo(byId);
    TimePartitioning kept = Objects.requireNonNull(found.getTimePartitioning());
    assertThat(kept.getType()).isEqualTo(TimePartitioning.Type.DAY);
    assertThat(kept.getField()).isEqualTo("day");
    assertThat(kept.getExpirationMs()).isEqualTo(byDay.getExpirationMs());
  }

  @Test
  void partitioningByRangesOfIntegersIsKept() {
    RangePartitioning ranges =
        RangePartitioning.newBuilder()
            .setField("id")
            .setRange(
                RangePartitioning.Range.newBuilder()
                    .setStart(0L)
                    .setEnd(100L)
                    .setInterval(10L)
                    .build())
            .build();
    TableId id = fresh();
    bigQuery.create(
        TableInfo.of(
            id,
            StandardTableDefinition.newBuilder()
                .setSchema(Schema.of(ID))
                .setRangePartitioning(ranges)
                .build()));
    StandardTableDefinition found = bigQuery.getTable(id).getDefinition();
    assertThat(found.getRangePartitioning()).isEqualTo(ranges);
  }

  @Test
  void aRequiredPartitionFilterIsRequired() throws Exception {
    String table = fresh().getTable();
    tables.query(
        "CREATE TABLE "
            + table
            + " (id INT64, day DATE) PARTITION BY day OPTIONS(require_partition_filter=true)");
    String query = "SELECT id FROM " + table;
    assertThat(tables.query(query + " WHERE day > '2024-01-01'")).isEmpty();
    assertRefused(
        () -> tables.query(query + " WHERE id = 1"),
        400,
        "invalidQuery",
        "without a filter over column(s) 'day'",
        "that can be used for partition elimination");
  }

  @Test
  @EmulatorOnly
  void aTableEndsAtItsExpirationTime() {
    var clock = tables.underTest().emulator().orElseThrow().clock();
    TableId id = tables.id(tables.create(ID));
    bigQuery.getTable(id).toBuilder()
        .setExpirationTime(clock.now().plusSeconds(3600).toEpochMilli())
        .build()
        .update();
    clock.advance(Duration.ofMinutes(59));
    assertThat(bigQuery.getTable(id)).isNotNull();
    clock.advance(Duration.ofMinutes(2));
    assertThat(bigQuery.getTable(id)).isNull();
  }
}
