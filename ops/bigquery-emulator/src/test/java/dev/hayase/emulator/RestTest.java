package dev.hayase.emulator;

import static dev.hayase.emulator.Clients.DATASET;
import static dev.hayase.emulator.Clients.PROJECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.Clustering;
import com.google.cloud.bigquery.Dataset;
import com.google.cloud.bigquery.DatasetId;
import com.google.cloud.bigquery.DatasetInfo;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.Job;
import com.google.cloud.bigquery.JobInfo;
import com.google.cloud.bigquery.JobStatus;
import com.google.cloud.bigquery.PrimaryKey;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.Table;
import com.google.cloud.bigquery.TableConstraints;
import com.google.cloud.bigquery.TableDefinition;
import com.google.cloud.bigquery.TableId;
import com.google.cloud.bigquery.TableInfo;
import com.google.cloud.bigquery.TableResult;
import com.google.cloud.bigquery.TimePartitioning;
import com.google.cloud.bigquery.ViewDefinition;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestTest {
  @RegisterExtension
  static final RunningEmulator EMULATOR = new RunningEmulator(EmulatorOptions.inMemory());

  private final Clients clients = EMULATOR.clients();

  @Test
  void aDatasetIsCreatedChangedListedAndDeleted() {
    // Given
    Dataset created =
        clients.rest.create(DatasetInfo.newBuilder("other").setLocation("EU").build());

    // When
    Dataset changed =
        created.toBuilder().setDescription("text").setLabels(Map.of("k", "v")).build().update();

    // Then
    assertThat(changed.getDescription()).isEqualTo("text");
    assertThat(changed.getLocation()).isEqualTo("EU");
    assertThat(clients.rest.listDatasets().iterateAll())
        .extracting(dataset -> dataset.getDatasetId().getDataset())
        .containsExactly(DATASET, "other");
    assertThatThrownBy(() -> clients.rest.create(DatasetInfo.newBuilder("other").build()))
        .isInstanceOfSatisfying(
            BigQueryException.class,
            refusal -> {
              assertThat(refusal.getCode()).isEqualTo(409);
              assertThat(refusal.getReason()).isEqualTo("duplicate");
              assertThat(refusal.getMessage()).isEqualTo("Already Exists: Dataset p:other");
            });
    assertThat(clients.rest.delete(DatasetId.of("other"))).isTrue();
    assertThat(clients.rest.getDataset("other")).isNull();
  }

  @Test
  void aTableKeepsWhatItWasDeclaredWith() {
    // Given
    String name = EMULATOR.fresh();
    StandardTableDefinition wanted =
        StandardTableDefinition.newBuilder()
            .setSchema(
                Schema.of(
                    Field.newBuilder("id", StandardSQLTypeName.INT64)
                        .setMode(Field.Mode.REQUIRED)
                        .setDescription("key")
                        .build(),
                    Field.newBuilder("at", StandardSQLTypeName.TIMESTAMP)
                        .setMode(Field.Mode.NULLABLE)
                        .build(),
                    Field.newBuilder("price", StandardSQLTypeName.NUMERIC)
                        .setMode(Field.Mode.NULLABLE)
                        .setPrecision(10L)
                        .setScale(2L)
                        .build()))
            .setTableConstraints(
                TableConstraints.newBuilder()
                    .setPrimaryKey(PrimaryKey.newBuilder().setColumns(List.of("id")).build())
                    .build())
            .setClustering(Clustering.newBuilder().setFields(List.of("id")).build())
            .setTimePartitioning(
                TimePartitioning.newBuilder(TimePartitioning.Type.DAY).setField("at").build())
            .build();
    clients.rest.create(
        TableInfo.newBuilder(TableId.of(DATASET, name), wanted)
            .setDescription("about")
            .setLabels(Map.of("team", "x"))
            .build());

    // When
    Table table = clients.rest.getTable(TableId.of(DATASET, name));

    // Then
    StandardTableDefinition definition = table.getDefinition();
    assertThat(definition.getSchema()).isEqualTo(wanted.getSchema());
    assertThat(definition.getTableConstraints()).isEqualTo(wanted.getTableConstraints());
    assertThat(definition.getClustering()).isEqualTo(wanted.getClustering());
    assertThat(definition.getTimePartitioning()).isEqualTo(wanted.getTimePartitioning());
    assertThat(table.getDescription()).isEqualTo("about");
    assertThat(table.getLabels()).containsExactly(Map.entry("team", "x"));
    assertThat(table.getNumRows()).isZero();
    assertThat(clients.rest.listTables(DATASET).iterateAll())
        .extracting(each -> each.getTableId().getTable())
        .contains(name);
    assertThat(table.delete()).isTrue();
    assertThat(clients.rest.getTable(TableId.of(DATASET, name))).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      value = {
        "{\"fields\":[{\"name\":\"a\",\"type\":\"WHAT\"}]}"
            + " ~ Invalid value for type: WHAT is not a valid value",
        "{\"fields\":[{\"name\":\"a\",\"type\":\"STRING\"},{\"name\":\"A\",\"type\":\"STRING\"}]}"
            + " ~ Field A already exists in schema",
        "{\"fields\":[{\"name\":\"a\",\"type\":\"RECORD\"}]}"
            + " ~ Field a is type RECORD but has no schema",
        "{\"fields\":[{\"name\":\"_change_type\",\"type\":\"STRING\"}]}"
            + " ~ Invalid field name \"_change_type\". Field names are not allowed to start with"
            + " the (case-insensitive) prefixes _TABLE_, _FILE_, _PARTITION, _ROW_TIMESTAMP,"
            + " __ROOT__, _COLIDENTIFIER, _CHANGE_SEQUENCE_NUMBER, _CHANGE_TYPE,"
            + " _CHANGE_TIMESTAMP",
      })
  void aSchemaThatBigQueryRefusesIsRefused(String schema, String message) throws Exception {
    // When
    String answer =
        send(
            "POST",
            "/projects/p/datasets/d/tables",
            "{\"tableReference\":{\"tableId\":\"bad\"},\"schema\":" + schema + "}");

    // Then
    assertThat(answer)
        .startsWith("400 ")
        .contains("\"message\":\"" + message.replace("\"", "\\\"") + "\"")
        .contains("\"reason\":\"invalid\"");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /projects/p/datasets/d/routines, bigquery.routines",
    "GET, /projects/p/datasets/d/models, bigquery.models",
  })
  void aCallThatIsNotImplementedSaysItsName(String method, String path, String name)
      throws Exception {
    assertThat(send(method, path, ""))
        .startsWith("501 ")
        .contains("\"message\":\"" + name + " is not implemented by this emulator.\"");
  }

  private static String send(String method, String path, String body) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:" + EMULATOR.restPort() + path + "?prettyPrint=false");
      var response =
          http.send(
              HttpRequest.newBuilder(uri).method(method, BodyPublishers.ofString(body)).build(),
              BodyHandlers.ofString());
      return response.statusCode() + " " + response.body();
    }
  }

  @Test
  void aJobIsFoundWithItsResultAndNotCreatedTwice() throws Exception {
    // Given
    QueryJobConfiguration query = QueryJobConfiguration.of("SELECT 1 AS one");
    Job job = clients.rest.create(JobInfo.of(query));

    // When
    TableResult result = job.getQueryResults();
    Job found = clients.rest.getJob(job.getJobId());

    // Then
    assertThat(result.iterateAll())
        .extracting(row -> row.get("one").getLongValue())
        .containsExactly(1L);
    assertThat(found.getStatus().getState()).isEqualTo(JobStatus.State.DONE);
    assertThat(found.getJobId().getProject()).isEqualTo(PROJECT);
  }

  @Test
  void aTablesDataIsListedInPages() throws Exception {
    // Given
    String name = EMULATOR.fresh();
    clients.table(name, List.of(), Field.of("id", StandardSQLTypeName.INT64));
    clients.query("INSERT INTO " + name + " SELECT x FROM UNNEST(GENERATE_ARRAY(1, 250)) AS x");

    // When
    TableResult rows =
        clients.rest.listTableData(
            TableId.of(DATASET, name), BigQuery.TableDataListOption.pageSize(100));

    // Then
    assertThat(rows.getTotalRows()).isEqualTo(250);
    assertThat(rows.iterateAll()).hasSize(250).doesNotHaveDuplicates();
  }

  @Test
  void aViewHasTheColumnsOfItsQueryAndNoRows() {
    // Given
    TableId view = TableId.of(DATASET, EMULATOR.fresh());
    clients.rest.create(TableInfo.of(view, ViewDefinition.of("SELECT 1 AS x")));

    // When
    Table changed =
        clients.rest.getTable(view).toBuilder()
            .setDefinition(ViewDefinition.of("SELECT 'a' AS y"))
            .build()
            .update();

    // Then
    ViewDefinition definition = changed.getDefinition();
    Schema schema = Objects.requireNonNull(definition.getSchema());
    assertThat(definition.getQuery()).isEqualTo("SELECT 'a' AS y");
    assertThat(schema.getFields())
        .extracting(field -> field.getName() + " " + field.getType().getStandardType())
        .containsExactly("y STRING");
    assertThat(clients.rest.listTables(DATASET).iterateAll())
        .filteredOn(table -> table.getTableId().getTable().equals(view.getTable()))
        .extracting(table -> table.getDefinition().getType())
        .containsExactly(TableDefinition.Type.VIEW);
    assertThatThrownBy(() -> clients.rest.listTableData(view))
        .isInstanceOf(BigQueryException.class)
        .hasMessage("Cannot list a table of type VIEW.");
    assertThatThrownBy(() ->
            clients.rest.create(
                TableInfo.of(TableId.of(DATASET, "bad"), ViewDefinition.of("SELECT nothing"))))
        .isInstanceOf(BigQueryException.class);
  }
}
