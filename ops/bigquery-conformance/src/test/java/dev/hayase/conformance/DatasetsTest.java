package dev.hayase.conformance;

import static dev.hayase.conformance.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQuery.DatasetDeleteOption;
import com.google.cloud.bigquery.Dataset;
import com.google.cloud.bigquery.DatasetId;
import com.google.cloud.bigquery.DatasetInfo;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.TableId;
import com.google.cloud.bigquery.TableInfo;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Datasets: `bigquery.datasets` of REST v2.
@ExtendWith(Conformance.class)
class DatasetsTest {
  private final BigQuery bigQuery;
  private final String project;
  private final String name =
      "hayase_conformance_" + UUID.randomUUID().toString().replace('-', '_');

  DatasetsTest(Tables tables) {
    bigQuery = tables.underTest().bigQuery();
    project = tables.underTest().project();
  }

  @AfterEach
  void drop() {
    bigQuery.delete(DatasetId.of(name), DatasetDeleteOption.deleteContents());
  }

  private Dataset create() {
    return bigQuery.create(
        DatasetInfo.newBuilder(name).setLocation("EU").setDescription("before").build());
  }

  @Test
  void aDatasetIsFoundAsItWasCreated() {
    create();
    Dataset found = bigQuery.getDataset(name);
    assertThat(found.getLocation()).isEqualTo("EU");
    assertThat(found.getDescription()).isEqualTo("before");
    assertThat(found.getEtag()).isNotBlank();
    assertThat(found.getCreationTime()).isPositive();
  }

  @Test
  void aDatasetIsListed() {
    create();
    assertThat(bigQuery.listDatasets().iterateAll())
        .extracting(dataset -> dataset.getDatasetId().getDataset())
        .contains(name);
  }

  @Test
  void aChangeKeepsWhatItDoesNotName() {
    Dataset changed =
        create().toBuilder()
            .setLabels(Map.of("team", "x"))
            .setDefaultTableLifetime(3_600_000L)
            .build()
            .update();
    assertThat(changed.getDescription()).isEqualTo("before");
    assertThat(changed.getLabels()).containsExactly(Map.entry("team", "x"));
    assertThat(changed.getDefaultTableLifetime()).isEqualTo(3_600_000L);
  }

  @Test
  void aDatasetIsCreatedOnce() {
    create();
    assertRefused(this::create, 409, "duplicate", "Already Exists: Dataset", ":" + name);
  }

  @Test
  void aMissingDatasetIsNotFound() {
    assertThat(bigQuery.getDataset(name)).isNull();
    assertThat(bigQuery.delete(DatasetId.of(name))).isFalse();
    assertRefused(
        () -> bigQuery.update(DatasetInfo.newBuilder(name).setDescription("x").build()),
        404,
        "notFound",
        "Not found: Dataset",
        project + ":" + name);
  }

  @Test
  void aDatasetWithTablesIsDeletedOnlyWithThem() {
    create();
    TableId table = TableId.of(name, "t");
    Schema schema = Schema.of(Field.of("id", StandardSQLTypeName.INT64));
    bigQuery.create(TableInfo.of(table, StandardTableDefinition.of(schema)));
    assertRefused(
        () -> bigQuery.delete(DatasetId.of(name)), 400, "resourceInUse", "is still in use");
    assertThat(bigQuery.delete(DatasetId.of(name), DatasetDeleteOption.deleteContents())).isTrue();
    assertThat(bigQuery.getTable(table)).isNull();
  }
}
