package dev.hayase.conformance;

import static dev.hayase.conformance.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.services.bigquery.model.JobConfiguration;
import com.google.api.services.bigquery.model.JobConfigurationQuery;
import com.google.api.services.bigquery.model.JobReference;
import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQuery.QueryResultsOption;
import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.Job;
import com.google.cloud.bigquery.JobId;
import com.google.cloud.bigquery.JobInfo;
import com.google.cloud.bigquery.JobInfo.CreateDisposition;
import com.google.cloud.bigquery.JobInfo.WriteDisposition;
import com.google.cloud.bigquery.JobStatistics.QueryStatistics;
import com.google.cloud.bigquery.JobStatus;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.TableId;
import com.google.cloud.bigquery.TableResult;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Queries as jobs: `bigquery.jobs` of REST v2.
@ExtendWith(Conformance.class)
class QueryJobsTest {
  private static final String NUMBERS =
      "SELECT x FROM UNNEST(GENERATE_ARRAY(1, 25)) AS x ORDER BY x";

  private final Tables tables;
  private final BigQuery bigQuery;

  QueryJobsTest(Tables tables) {
    this.tables = tables;
    bigQuery = tables.underTest().bigQuery();
  }

  private static QueryJobConfiguration query(String sql) {
    return QueryJobConfiguration.of(sql);
  }

  private static String fresh() {
    return "j_" + UUID.randomUUID().toString().replace('-', '_');
  }

  @Test
  void aQueryIsReadInPages() throws Exception {
    TableResult result =
        bigQuery.query(QueryJobConfiguration.newBuilder(NUMBERS).setMaxResults(10L).build());
    assertThat(result.getTotalRows()).isEqualTo(25);
    assertThat(result.getValues()).hasSize(10);
    assertThat(result.iterateAll())
        .extracting(row -> row.get("x").getLongValue())
        .hasSize(25)
        .isSorted()
        .doesNotHaveDuplicates();
  }

  @Test
  void aJobIsInsertedFoundAndWaitedFor() throws Exception {
    Job job = bigQuery.create(JobInfo.of(query("SELECT 1 AS one"))).waitFor();
    Job found = bigQuery.getJob(job.getJobId());
    assertThat(found.getStatus().getState()).isEqualTo(JobStatus.State.DONE);
    assertThat(found.getStatus().getError()).isNull();
    assertThat(found.getQueryResults().iterateAll())
        .extracting(row -> row.get("one").getLongValue())
        .containsExactly(1L);
  }

  @Test
  void resultsAreReadFromAnyRow() throws Exception {
    Job job = bigQuery.create(JobInfo.of(query(NUMBERS))).waitFor();
    TableResult page =
        job.getQueryResults(QueryResultsOption.startIndex(20), QueryResultsOption.pageSize(3));
    assertThat(page.getValues())
        .extracting(row -> row.get(0).getLongValue())
        .containsExactly(21L, 22L, 23L);
  }

  @Test
  void jobsAreListed() throws Exception {
    Job job = bigQuery.create(JobInfo.of(query("SELECT 1"))).waitFor();
    assertThat(bigQuery.listJobs(BigQuery.JobListOption.pageSize(50)).getValues())
        .extracting(each -> each.getJobId().getJob())
        .contains(job.getJobId().getJob());
  }

  @Test
  void aDryRunTellsTheSchemaAndDoesNothing() throws Exception {
    QueryStatistics statistics =
        bigQuery
            .create(
                JobInfo.of(
                    QueryJobConfiguration.newBuilder("SELECT 1 AS x, ['a'] AS y")
                        .setDryRun(true)
                        .build()))
            .getStatistics();
    assertThat(statistics.getSchema().getFields())
        .extracting(Field::getName, field -> field.getType().getStandardType())
        .containsExactly(
            tuple("x", StandardSQLTypeName.INT64), tuple("y", StandardSQLTypeName.STRING));

    String table = tables.create(Field.of("id", StandardSQLTypeName.INT64));
    bigQuery.create(
        JobInfo.of(
            QueryJobConfiguration.newBuilder("INSERT INTO " + table + " VALUES (1)")
                .setDefaultDataset(tables.underTest().dataset())
                .setDryRun(true)
                .build()));
    assertThat(tables.query("SELECT COUNT(*) FROM " + table)).containsExactly("0");
  }

  @Test
  void aDryRunOfAnInvalidQueryIsRefused() {
    JobInfo job =
        JobInfo.of(QueryJobConfiguration.newBuilder("SELECT nothing").setDryRun(true).build());
    assertRefused(
        () -> bigQuery.create(job), 400, "invalidQuery", "Unrecognized name: nothing at [1:8]");
  }

  @Test
  void anInvalidQueryIsRefusedWithItsPosition() {
    assertRefused(
        () -> tables.query("SELECT 1,\n  nothing"),
        400,
        "invalidQuery",
        "Unrecognized name: nothing at [2:3]");
    assertRefused(() -> tables.query("SELECT FROM"), 400, "invalidQuery", "Syntax error", "[1:8]");
  }

  @Test
  void anInsertedQueryThatFailsIsAJobWithAnError() {
    Job job = bigQuery.create(JobInfo.of(query("SELECT nothing")));
    assertThatThrownBy(job::getQueryResults)
        .isInstanceOfSatisfying(
            BigQueryException.class,
            refusal -> assertThat(refusal.getReason()).isEqualTo("invalidQuery"));
    JobStatus status = bigQuery.getJob(job.getJobId()).getStatus();
    assertThat(status.getState()).isEqualTo(JobStatus.State.DONE);
    assertThat(status.getError())
        .satisfies(error -> assertThat(error.getReason()).isEqualTo("invalidQuery"));
  }

  @Test
  void aTableThatIsNotThereIsNotFound() {
    assertRefused(
        () -> tables.query("SELECT * FROM nowhere"),
        404,
        "notFound",
        "Not found: Table",
        "nowhere");
  }

  @Test
  void aJobThatIsNotThereIsNotFound() {
    assertThat(bigQuery.getJob(JobId.of(fresh()))).isNull();
    assertThat(bigQuery.cancel(JobId.of(fresh()))).isFalse();
  }

  @Test
  void aJobsNameIsUsedOnce() throws Exception {
    String name = fresh();
    bigQuery.create(JobInfo.of(JobId.of(name), query("SELECT 1"))).waitFor();
    // The client itself answers a duplicate of a young job with that job.
    var again =
        new com.google.api.services.bigquery.model.Job()
            .setJobReference(new JobReference().setJobId(name))
            .setConfiguration(
                new JobConfiguration()
                    .setQuery(
                        new JobConfigurationQuery().setQuery("SELECT 2").setUseLegacySql(false)));
    assertThatThrownBy(() ->
            GeneratedClient.of(bigQuery)
                .jobs()
                .insert(tables.underTest().project(), again)
                .execute())
        .isInstanceOfSatisfying(
            GoogleJsonResponseException.class,
            refusal -> {
              assertThat(refusal.getStatusCode()).isEqualTo(409);
              assertThat(refusal.getDetails().getErrors().getFirst().getReason())
                  .isEqualTo("duplicate");
              assertThat(refusal.getDetails().getMessage()).contains("Already Exists: Job", name);
            });
  }

  @Test
  void aJobIsCancelled() throws Exception {
    Job job = bigQuery.create(JobInfo.of(JobId.of(fresh()), query("SELECT 1")));
    assertThat(job.cancel()).isTrue();
    assertThat(bigQuery.getJob(job.getJobId())).isNotNull();
  }

  private Job write(TableId into, CreateDisposition create, WriteDisposition write)
      throws InterruptedException {
    Job job =
        bigQuery.create(
            JobInfo.of(
                QueryJobConfiguration.newBuilder("SELECT 1 AS id")
                    .setDestinationTable(into)
                    .setCreateDisposition(create)
                    .setWriteDisposition(write)
                    .build()));
    return job.waitFor();
  }

  @Test
  void aResultIsAppendedToATableReplacesItOrWantsItEmpty() throws Exception {
    String name = fresh();
    TableId table = tables.id(name);
    String count = "SELECT COUNT(*) FROM " + name;
    write(table, CreateDisposition.CREATE_IF_NEEDED, WriteDisposition.WRITE_EMPTY);
    write(table, CreateDisposition.CREATE_NEVER, WriteDisposition.WRITE_APPEND);
    assertThat(tables.query(count)).containsExactly("2");
    write(table, CreateDisposition.CREATE_NEVER, WriteDisposition.WRITE_TRUNCATE);
    assertThat(tables.query(count)).containsExactly("1");
    assertThatThrownBy(
            () -> write(table, CreateDisposition.CREATE_NEVER, WriteDisposition.WRITE_EMPTY))
        .isInstanceOf(BigQueryException.class)
        .hasMessageContaining("Already Exists: Table");
  }

  @Test
  void aResultIsNotWrittenIntoANewTableThatMayNotBeCreated() {
    assertThatThrownBy(() ->
            write(
                tables.id(fresh()), CreateDisposition.CREATE_NEVER, WriteDisposition.WRITE_APPEND))
        .isInstanceOf(BigQueryException.class)
        .hasMessageContaining("Not found: Table");
  }
}
