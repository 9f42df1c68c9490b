package dev.hayase.emulator;

import static dev.hayase.emulator.Clients.DATASET;
import static dev.hayase.emulator.Clients.PROJECT;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryError;
import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.CopyJobConfiguration;
import com.google.cloud.bigquery.CsvOptions;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.FormatOptions;
import com.google.cloud.bigquery.Job;
import com.google.cloud.bigquery.JobId;
import com.google.cloud.bigquery.JobInfo;
import com.google.cloud.bigquery.JobStatistics;
import com.google.cloud.bigquery.JobStatus;
import com.google.cloud.bigquery.LoadJobConfiguration;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.TableDataWriteChannel;
import com.google.cloud.bigquery.TableId;
import com.google.cloud.bigquery.TableResult;
import com.google.cloud.bigquery.WriteChannelConfiguration;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobTest {
  private static final Schema ID_NAME =
      Schema.of(
          Field.newBuilder("id", StandardSQLTypeName.INT64).setMode(Field.Mode.REQUIRED).build(),
          Field.newBuilder("name", StandardSQLTypeName.STRING)
              .setMode(Field.Mode.NULLABLE)
              .build());

  @RegisterExtension
  static final RunningEmulator EMULATOR = new RunningEmulator(EmulatorOptions.inMemory());

  @TempDir private Path directory;

  private final Clients clients = EMULATOR.clients();
  private final String name = EMULATOR.fresh();
  private final TableId table = TableId.of(DATASET, name);

  private Job load(WriteChannelConfiguration configuration, String content) throws Exception {
    return load(configuration, content.getBytes(UTF_8));
  }

  private Job load(WriteChannelConfiguration configuration, byte[] content) throws Exception {
    TableDataWriteChannel channel = clients.rest.writer(configuration);
    try (channel) {
      channel.write(ByteBuffer.wrap(content));
    }
    return done(channel.getJob());
  }

  /// Unlike the client's own, this waits for a job that fails, too.
  private Job done(Job job) {
    return await()
        .until(
            () -> clients.rest.getJob(job.getJobId()),
            now -> now.getStatus().getState().equals(JobStatus.State.DONE));
  }

  private Job run(JobInfo job) {
    return done(clients.rest.create(job));
  }

  private WriteChannelConfiguration.Builder csv(Schema schema) {
    return WriteChannelConfiguration.newBuilder(table)
        .setSchema(schema)
        .setFormatOptions(FormatOptions.csv());
  }

  private List<String> rows() throws InterruptedException {
    return clients.query("SELECT * FROM " + name + " ORDER BY 1");
  }

  private static String reason(Job job) {
    return error(job).getReason() + ": " + error(job).getMessage();
  }

  private static BigQueryError error(Job job) {
    return Objects.requireNonNull(job.getStatus().getError());
  }

  @Test
  void csvIsLoadedIntoANewTable() throws Exception {
    // When
    Job job = load(csv(ID_NAME).build(), "1,ann\n2,\"say \"\"hi\"\", bo\"\n3,\n4,\"\"\n");

    // Then
    assertThat(job.getStatus().getError()).isNull();
    JobStatistics.LoadStatistics statistics = job.getStatistics();
    assertThat(statistics.getOutputRows()).isEqualTo(4);
    assertThat(statistics.getBadRecords()).isZero();
    assertThat(rows()).containsExactly("1|ann", "2|say \"hi\", bo", "3|null", "4|");
    assertThat(clients.rest.getTable(table).getDefinition().getSchema()).isEqualTo(ID_NAME);
  }

  @Test
  void jsonIsLoadedWithNestedAndRepeatedFields() throws Exception {
    // Given
    Schema schema =
        Schema.of(
            Field.of("id", StandardSQLTypeName.INT64),
            Field.newBuilder("tags", StandardSQLTypeName.STRING)
                .setMode(Field.Mode.REPEATED)
                .build(),
            Field.of(
                "place", StandardSQLTypeName.STRUCT, Field.of("x", StandardSQLTypeName.FLOAT64)));

    // When
    Job job =
        load(
            WriteChannelConfiguration.newBuilder(table)
                .setSchema(schema)
                .setFormatOptions(FormatOptions.json())
                .build(),
            "{\"id\": 1, \"tags\": [\"a\", \"b\"], \"place\": {\"x\": 1.5}}\n\n{\"ID\": \"2\"}");

    // Then
    assertThat(job.getStatus().getError()).isNull();
    assertThat(
            clients.query(
                "SELECT id, ARRAY_TO_STRING(tags, '+'), place.x FROM " + name + " ORDER BY id"))
        .containsExactly("1|a+b|1.5", "2||null");
  }

  @Test
  void aLargeUploadArrivesInManyChunks() throws Exception {
    // Given
    TableDataWriteChannel channel = clients.rest.writer(csv(ID_NAME).build());
    channel.setChunkSize(1 << 18);

    // When
    try (OutputStream out = Channels.newOutputStream(channel)) {
      for (int i = 0; i < 50_000; i++) {
        out.write((i + ",a name that is long enough to fill some chunks\n").getBytes(UTF_8));
      }
    }
    Job job = done(channel.getJob());

    // Then
    assertThat(job.getStatus().getError()).isNull();
    assertThat(clients.query("SELECT COUNT(*), SUM(id) FROM " + name))
        .containsExactly("50000|1249975000");
  }

  @Test
  void aBadRecordFailsTheWholeLoad() throws Exception {
    // Given
    load(csv(ID_NAME).build(), "1,ann\n");

    // When
    Job job = load(csv(ID_NAME).build(), "2,bo\nx,cy\n");

    // Then
    assertThat(reason(job))
        .isEqualTo(
            "invalid: Error while reading data, error message: CSV table encountered too many"
                + " errors, giving up. Rows: 2; errors: 1. Please look into the errors[] collection"
                + " for more details.");
    assertThat(job.getStatus().getExecutionErrors())
        .extracting(error -> error.getMessage())
        .contains(
            "Error while reading data, error message: Could not parse 'x' as INT64 for field id"
                + " (position 0) starting at location 5  with message 'Unable to parse'");
    assertThat(rows()).containsExactly("1|ann");
  }

  @Test
  void badRecordsAreLeftOutAsFarAsTheJobAllows() throws Exception {
    // When
    Job job = load(csv(ID_NAME).setMaxBadRecords(2).build(), "x,a\n1,ann\ny,b\n");

    // Then
    JobStatistics.LoadStatistics statistics = job.getStatistics();
    assertThat(job.getStatus().getError()).isNull();
    assertThat(statistics.getBadRecords()).isEqualTo(2);
    assertThat(rows()).containsExactly("1|ann");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "1 ~ CSV table references column position 1, but line starting at position:0 contains only"
            + " 1 columns.",
        "1,a,b ~ Too many values in row starting at position: 0.",
        ",a ~ Required column value for column id is missing",
        "9223372036854775808,a ~ Could not parse '9223372036854775808' as INT64 for field id"
            + " (position 0) starting at location 0  with message 'Unable to parse'",
      })
  void aRecordThatDoesNotFitSaysWhy(String content, String message) throws Exception {
    // When
    Job job = load(csv(ID_NAME).build(), content);

    // Then
    assertThat(job.getStatus().getExecutionErrors())
        .extracting(error -> error.getMessage())
        .contains("Error while reading data, error message: " + message);
    assertThat(clients.rest.getTable(table)).isNull();
  }

  @Test
  void csvOptionsAreRespected() throws Exception {
    // When
    Job job =
        load(
            csv(ID_NAME)
                .setFormatOptions(
                    CsvOptions.newBuilder()
                        .setFieldDelimiter("|")
                        .setQuote("'")
                        .setSkipLeadingRows(1)
                        .setAllowJaggedRows(true)
                        .setAllowQuotedNewLines(true)
                        .setEncoding(ISO_8859_1)
                        .build())
                .setNullMarker("NONE")
                .setIgnoreUnknownValues(true)
                .build(),
            "id|name\n1|'a\nb'\n2\n3|NONE\n4|x|y\n");

    // Then
    assertThat(job.getStatus().getError()).isNull();
    assertThat(rows()).containsExactly("1|a\nb", "2|null", "3|null", "4|x");
  }

  @Test
  void aSchemaIsDetected() throws Exception {
    // When
    load(
        WriteChannelConfiguration.newBuilder(table)
            .setAutodetect(true)
            .setFormatOptions(FormatOptions.csv())
            .build(),
        """
        id,price,on day,at,ok,text
        1,1,2024-02-29,2024-02-29 10:00:00 UTC,true,a
        2,2.5,2024-03-01,2024-03-01T10:00:00Z,false,7
        """);

    // Then
    Schema detected =
        Objects.requireNonNull(clients.rest.getTable(table).getDefinition().getSchema());
    assertThat(detected.getFields())
        .extracting(field -> field.getName() + " " + field.getType().getStandardType())
        .containsExactly(
            "id INT64", "price FLOAT64", "on_day DATE", "at TIMESTAMP", "ok BOOL", "text STRING");
    assertThat(rows())
        .containsExactly(
            "1|1.0|2024-02-29|1.7092008E9|true|a", "2|2.5|2024-03-01|1.7092872E9|false|7");
  }

  @Test
  void aLoadAppendsReplacesOrWantsAnEmptyTable() throws Exception {
    // Given
    load(csv(ID_NAME).build(), "1,ann\n");

    // When
    Job appended = load(csv(ID_NAME).build(), "2,bo\n");
    Job refused =
        load(
            csv(ID_NAME).setWriteDisposition(JobInfo.WriteDisposition.WRITE_EMPTY).build(),
            "3,cy\n");
    List<String> before = rows();
    load(
        csv(Schema.of(Field.of("other", StandardSQLTypeName.STRING)))
            .setWriteDisposition(JobInfo.WriteDisposition.WRITE_TRUNCATE)
            .build(),
        "x\n");

    // Then
    assertThat(appended.getStatus().getError()).isNull();
    assertThat(reason(refused)).isEqualTo("duplicate: Already Exists: Table p:d." + name);
    assertThat(before).containsExactly("1|ann", "2|bo");
    assertThat(rows()).containsExactly("x");
  }

  @Test
  void aLoadAddsColumnsOnlyIfItMay() throws Exception {
    // Given
    load(csv(ID_NAME).build(), "1,ann\n");
    Schema more =
        Schema.of(
            ID_NAME.getFields().get("id"),
            ID_NAME.getFields().get("name"),
            Field.of("age", StandardSQLTypeName.INT64));

    // When
    Job refused = load(csv(more).build(), "2,bo,7\n");
    Job allowed =
        load(
            csv(more)
                .setSchemaUpdateOptions(List.of(JobInfo.SchemaUpdateOption.ALLOW_FIELD_ADDITION))
                .build(),
            "2,bo,7\n");

    // Then
    assertThat(reason(refused))
        .isEqualTo(
            "invalid: Provided Schema does not match Table p:d."
                + name
                + ". Cannot add fields (field: age)");
    assertThat(allowed.getStatus().getError()).isNull();
    assertThat(rows()).containsExactly("1|ann|null", "2|bo|7");
  }

  @Test
  void parquetIsLoadedAsWhatItSaysItHolds() throws Exception {
    // Given
    Path file = directory.resolve("rows.parquet");
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      statement.execute(
          "COPY (SELECT 1::BIGINT AS id, 'ann' AS name, DATE '2024-02-29' AS day,"
              + " TIMESTAMPTZ '2024-01-01 00:00:00Z' AS moment, {'x': 1.5::DOUBLE} AS place"
              + " UNION ALL SELECT 2, NULL, NULL, NULL, NULL) TO '"
              + file
              + "' (FORMAT parquet)");
    }
    WriteChannelConfiguration parquet =
        WriteChannelConfiguration.newBuilder(table)
            .setFormatOptions(FormatOptions.parquet())
            .build();

    // When
    Job job = load(parquet, Files.readAllBytes(file));
    Job notParquet = load(parquet, "id,name\n".getBytes(UTF_8));

    // Then
    assertThat(job.getStatus().getError()).isNull();
    assertThat(clients.query("SELECT id, name, day, moment, place.x FROM " + name + " ORDER BY id"))
        .containsExactly("1|ann|2024-02-29|1.7040672E9|1.5", "2|null|null|null|null");
    assertThat(reason(notParquet))
        .isEqualTo(
            "invalid: Error while reading data, error message: Input file is not in Parquet"
                + " format.");
  }

  @Test
  void aCopyIntoATableMayNotBreakItsSchema() throws Exception {
    // Given
    load(csv(ID_NAME).build(), "1,ann\n");
    TableId loose = TableId.of(DATASET, name + "_loose");
    run(
        JobInfo.of(
            QueryJobConfiguration.newBuilder("SELECT CAST(NULL AS INT64) AS id, 'x' AS name")
                .setDestinationTable(loose)
                .build()));

    // When
    Job job =
        run(
            JobInfo.of(
                CopyJobConfiguration.newBuilder(table, loose)
                    .setWriteDisposition(JobInfo.WriteDisposition.WRITE_APPEND)
                    .build()));

    // Then
    assertThat(reason(job)).isEqualTo("invalidQuery: Required field id cannot be null");
    assertThat(rows()).containsExactly("1|ann");
  }

  @Test
  void cloudStorageIsRefusedByName() {
    assertThatThrownBy(() ->
            clients.rest.create(
                JobInfo.of(
                    LoadJobConfiguration.of(table, "gs://bucket/file", FormatOptions.csv()))))
        .isInstanceOf(BigQueryException.class)
        .hasMessageContaining("gs://bucket/file");
  }

  @Test
  void tablesAreCopied() throws Exception {
    // Given
    load(csv(ID_NAME).build(), "1,ann\n2,bo\n");
    TableId copy = TableId.of(DATASET, name + "_copy");

    // When
    Job job = run(JobInfo.of(CopyJobConfiguration.of(copy, table)));
    Job again = run(JobInfo.of(CopyJobConfiguration.of(copy, table)));

    // Then
    assertThat(job.getStatus().getError()).isNull();
    assertThat(reason(again)).isEqualTo("duplicate: Already Exists: Table p:d." + name + "_copy");
    assertThat(clients.query("SELECT * FROM " + name + "_copy ORDER BY id"))
        .containsExactly("1|ann", "2|bo");
    assertThat(clients.rest.getTable(copy).getDefinition().getSchema()).isEqualTo(ID_NAME);
  }

  @Test
  void aQueryWritesItsResultIntoATable() throws Exception {
    // Given
    QueryJobConfiguration query =
        QueryJobConfiguration.newBuilder(
                "SELECT 1 AS id, [DATE '2024-01-01'] AS days,"
                    + " TIMESTAMP '2024-01-01 00:00:00.000001 UTC' AS moment, b'\\x00\\xff' AS bytes")
            .setDestinationTable(table)
            .build();

    // When
    Job first = run(JobInfo.of(query));
    Job second = run(JobInfo.of(query));
    Job appended =
        run(
            JobInfo.of(
                query.toBuilder()
                    .setWriteDisposition(JobInfo.WriteDisposition.WRITE_APPEND)
                    .build()));

    // Then
    assertThat(first.getStatus().getError()).isNull();
    assertThat(reason(second)).isEqualTo("duplicate: Already Exists: Table p:d." + name);
    assertThat(appended.getStatus().getError()).isNull();
    assertThat(clients.query("SELECT id, days[OFFSET(0)], moment, bytes FROM " + name))
        .containsExactly(
            "1|2024-01-01|1.704067200000001E9|AP8=", "1|2024-01-01|1.704067200000001E9|AP8=");
  }

  @Test
  void anInsertedQueryThatFailsIsAJobWithAnError() throws Exception {
    // When
    Job job = run(JobInfo.of(QueryJobConfiguration.of("SELECT nothing")));

    // Then
    assertThat(job.getStatus().getState()).isEqualTo(JobStatus.State.DONE);
    assertThat(error(job).getReason()).isEqualTo("invalidQuery");
    assertThat(error(job).getLocation()).isEqualTo("query");
    assertThatThrownBy(job::getQueryResults)
        .isInstanceOfSatisfying(
            BigQueryException.class, refusal -> assertThat(refusal.getCode()).isEqualTo(400));
  }

  @Test
  void aJobsNameIsUsedOnce() {
    // Given
    JobInfo job =
        JobInfo.of(JobId.of(name), QueryJobConfiguration.newBuilder("SELECT 1 AS x").build());
    clients.rest.create(job);

    // Then
    assertThat(clients.rest.getJob(JobId.of("another"))).isNull();
    assertThat(clients.rest.getJob(JobId.of(name)).getJobId().getLocation()).isEqualTo("US");
    assertThat(clients.rest.delete(JobId.of(name))).isTrue();
    assertThat(clients.rest.getJob(JobId.of(name))).isNull();
  }

  @Test
  void jobsAreListedInPagesTheNewestFirst() {
    // Given
    for (int i = 0; i < 3; i++) {
      clients.rest.create(
          JobInfo.of(
              JobId.of(name + "_" + i),
              QueryJobConfiguration.newBuilder("SELECT 1 AS x")
                  .setLabels(Map.of("test", name))
                  .build()));
    }

    // When
    var jobs =
        clients.rest.listJobs(
            BigQuery.JobListOption.pageSize(2),
            BigQuery.JobListOption.stateFilter(JobStatus.State.DONE));

    // Then
    assertThat(jobs.hasNextPage()).isTrue();
    assertThat(jobs.iterateAll())
        .extracting(job -> job.getJobId().getJob())
        .startsWith(name + "_2", name + "_1", name + "_0");
  }

  @Test
  void resultsAreReadInPagesFromAnyRow() throws Exception {
    // Given
    Job job =
        clients
            .rest
            .create(
                JobInfo.of(
                    QueryJobConfiguration.of(
                        "SELECT x FROM UNNEST(GENERATE_ARRAY(1, 25)) AS x ORDER BY x")))
            .waitFor();

    // When
    TableResult pages = job.getQueryResults(BigQuery.QueryResultsOption.pageSize(10));
    TableResult rest =
        job.getQueryResults(
            BigQuery.QueryResultsOption.startIndex(20), BigQuery.QueryResultsOption.pageSize(3));

    // Then
    assertThat(pages.getTotalRows()).isEqualTo(25);
    assertThat(pages.getValues()).hasSize(10);
    assertThat(pages.iterateAll()).hasSize(25).doesNotHaveDuplicates();
    assertThat(rest.getValues())
        .extracting(row -> row.get(0).getLongValue())
        .containsExactly(21L, 22L, 23L);
  }

  @Test
  void aDryRunTellsTheSchemaAndStartsNothing() {
    // When
    Job job =
        clients.rest.create(
            JobInfo.of(
                QueryJobConfiguration.newBuilder("SELECT 1 AS x, 'a' AS y")
                    .setDryRun(true)
                    .build()));

    // Then
    JobStatistics.QueryStatistics statistics = job.getStatistics();
    assertThat(statistics.getSchema().getFields())
        .extracting(Field::getName)
        .containsExactly("x", "y");
    assertThat(clients.rest.getJob(job.getJobId())).isNull();
    assertThatThrownBy(() ->
            clients.rest.create(
                JobInfo.of(
                    QueryJobConfiguration.newBuilder("SELECT nothing").setDryRun(true).build())))
        .isInstanceOf(BigQueryException.class);
    assertThat(job.getJobId().getProject()).isEqualTo(PROJECT);
  }
}
