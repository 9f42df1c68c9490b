package dev.hayase.conformance;

import static dev.hayase.conformance.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQuery.TableDataListOption;
import com.google.cloud.bigquery.BigQueryError;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.InsertAllRequest;
import com.google.cloud.bigquery.InsertAllResponse;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.TableResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Rows over REST: `bigquery.tabledata`.
@ExtendWith(Conformance.class)
class TabledataTest {
  private static final Field ID =
      Field.newBuilder("id", StandardSQLTypeName.INT64).setMode(Field.Mode.REQUIRED).build();
  private static final Field NAME = Field.of("name", StandardSQLTypeName.STRING);

  private final Tables tables;
  private final BigQuery bigQuery;
  private final String table;

  TabledataTest(Tables tables) {
    this.tables = tables;
    bigQuery = tables.underTest().bigQuery();
    table = tables.create(ID, NAME);
  }

  private InsertAllRequest.Builder request() {
    return InsertAllRequest.newBuilder(tables.id(table));
  }

  private List<String> rows() throws InterruptedException {
    return tables.query("SELECT id, name FROM " + table + " ORDER BY id");
  }

  private static BigQueryError error(InsertAllResponse response, long row) {
    return response.getErrorsFor(row).getFirst();
  }

  @Test
  void insertedRowsAreVisible() throws Exception {
    InsertAllResponse response =
        bigQuery.insertAll(
            request().addRow(Map.of("id", 1, "name", "ann")).addRow(Map.of("id", "2")).build());
    assertThat(response.hasErrors()).isFalse();
    assertThat(rows()).containsExactly("1|ann", "2|null");
  }

  @Test
  void aRepeatedInsertIdIsInsertedOnce() throws Exception {
    InsertAllRequest request = request().addRow("same", Map.of("id", 1)).build();
    bigQuery.insertAll(request);
    assertThat(bigQuery.insertAll(request).hasErrors()).isFalse();
    assertThat(rows()).containsExactly("1|null");
  }

  @Test
  void aBadRowSaysWhyAndStopsTheOthers() throws Exception {
    InsertAllResponse response =
        bigQuery.insertAll(
            request().addRow(Map.of("id", 1)).addRow(Map.of("id", 2, "other", 3)).build());
    assertThat(error(response, 0).getReason()).isEqualTo("stopped");
    assertThat(error(response, 1).getReason()).isEqualTo("invalid");
    assertThat(error(response, 1).getLocation()).isEqualTo("other");
    assertThat(error(response, 1).getMessage()).startsWith("no such field: other");
    assertThat(rows()).isEmpty();
  }

  @Test
  void aValueOfAnotherTypeAndAMissingOneAreInvalid() {
    InsertAllResponse response =
        bigQuery.insertAll(
            request()
                .setSkipInvalidRows(true)
                .addRow(Map.of("id", "x"))
                .addRow(Map.of("name", "ann"))
                .build());
    assertThat(error(response, 0).getReason()).isEqualTo("invalid");
    assertThat(error(response, 0).getLocation()).isEqualTo("id");
    assertThat(error(response, 1).getReason()).isEqualTo("invalid");
    assertThat(error(response, 1).getMessage()).startsWith("Missing required field");
  }

  @Test
  void invalidRowsAreSkippedOnRequest() throws Exception {
    InsertAllResponse response =
        bigQuery.insertAll(
            request()
                .setSkipInvalidRows(true)
                .addRow(Map.of("id", 1))
                .addRow(Map.of("id", "x"))
                .build());
    assertThat(response.getInsertErrors()).containsOnlyKeys(1L);
    assertThat(rows()).containsExactly("1|null");
  }

  @Test
  void unknownValuesAreIgnoredOnRequest() throws Exception {
    InsertAllResponse response =
        bigQuery.insertAll(
            request().setIgnoreUnknownValues(true).addRow(Map.of("id", 1, "other", 3)).build());
    assertThat(response.hasErrors()).isFalse();
    assertThat(rows()).containsExactly("1|null");
  }

  @Test
  void rowsForAMissingTableAreNotFound() {
    InsertAllRequest nowhere =
        InsertAllRequest.newBuilder(tables.id("nowhere")).addRow(Map.of("id", 1)).build();
    assertRefused(() -> bigQuery.insertAll(nowhere), 404, "notFound", "nowhere");
  }

  @Test
  void aTableIsListedInPages() throws Exception {
    tables.query("INSERT INTO " + table + " (id) SELECT x FROM UNNEST(GENERATE_ARRAY(1, 25)) AS x");
    TableResult page = bigQuery.listTableData(tables.id(table), TableDataListOption.pageSize(10));
    assertThat(page.getTotalRows()).isEqualTo(25);
    assertThat(page.getValues()).hasSize(10);
    assertThat(page.iterateAll()).hasSize(25).doesNotHaveDuplicates();
  }

  @Test
  void aListingStartsAtAnyRow() throws Exception {
    tables.query("INSERT INTO " + table + " (id) SELECT x FROM UNNEST(GENERATE_ARRAY(1, 25)) AS x");
    TableResult page =
        bigQuery.listTableData(
            tables.id(table), TableDataListOption.startIndex(20), TableDataListOption.pageSize(3));
    assertThat(page.getValues()).hasSize(3);
    assertThat(page.iterateAll()).hasSize(5);
  }

  @Test
  void aListingHasTheColumnsThatWereAskedFor() throws Exception {
    tables.query("INSERT INTO " + table + " VALUES (1, 'ann')");
    var listed =
        GeneratedClient.of(bigQuery)
            .tabledata()
            .list(tables.underTest().project(), tables.underTest().dataset(), table)
            .setSelectedFields("name")
            .execute();
    assertThat(listed.getRows())
        .singleElement()
        .satisfies(
            row -> assertThat(row.getF()).extracting(cell -> cell.getV()).containsExactly("ann"));
  }
}
