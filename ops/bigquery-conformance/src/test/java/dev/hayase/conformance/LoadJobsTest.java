package dev.hayase.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.RetryOption;
import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryError;
import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.CsvOptions;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.FormatOptions;
import com.google.cloud.bigquery.Job;
import com.google.cloud.bigquery.JobInfo.CreateDisposition;
import com.google.cloud.bigquery.JobInfo.WriteDisposition;
import com.google.cloud.bigquery.JobStatistics.LoadStatistics;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.TableDataWriteChannel;
import com.google.cloud.bigquery.TableId;
import com.google.cloud.bigquery.WriteChannelConfiguration;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Files loaded through Google's client, in a resumable upload.
@ExtendWith(Conformance.class)
class LoadJobsTest {
  private static final Field ID = nullable("id", StandardSQLTypeName.INT64);
  private static final Field NAME = nullable("name", StandardSQLTypeName.STRING);
  private static final Schema SCHEMA = Schema.of(ID, NAME);

  private final Tables tables;
  private final BigQuery bigQuery;
  private final String name = "l_" + UUID.randomUUID().toString().replace('-', '_');
  private final TableId table;

  LoadJobsTest(Tables tables) {
    this.tables = tables;
    bigQuery = tables.underTest().bigQuery();
    table = tables.id(name);
  }

  private static Field nullable(String name, StandardSQLTypeName type) {
    return Field.newBuilder(name, type).setMode(Field.Mode.NULLABLE).build();
  }

  private WriteChannelConfiguration.Builder csv() {
    return WriteChannelConfiguration.newBuilder(table)
        .setSchema(SCHEMA)
        .setFormatOptions(FormatOptions.csv());
  }

  private Job load(WriteChannelConfiguration configuration, String content) throws Exception {
    TableDataWriteChannel channel = bigQuery.writer(configuration);
    try (channel) {
      channel.write(ByteBuffer.wrap(content.getBytes(UTF_8)));
    }
    Job job = channel.getJob();
    try {
      job.waitFor(RetryOption.initialRetryDelayDuration(Duration.ofMillis(20)));
    } catch (BigQueryException failed) {
      // The job itself tells more.
    }
    return bigQuery.getJob(job.getJobId());
  }

  private static BigQueryError error(Job job) {
    return Objects.requireNonNull(job.getStatus().getError());
  }

  private List<String> rows() throws InterruptedException {
    return tables.query("SELECT * FROM " + name + " ORDER BY id");
  }

  @Test
  void csvIsLoadedIntoANewTable() throws Exception {
    Job job = load(csv().build(), "1,ann\n2,\"say \"\"hi\"\", bo\"\n3,\n");
    assertThat(job.getStatus().getError()).isNull();
    LoadStatistics statistics = job.getStatistics();
    assertThat(statistics.getOutputRows()).isEqualTo(3);
    assertThat(rows()).hasSize(3).startsWith("1|ann", "2|say \"hi\", bo");
    Schema loaded = bigQuery.getTable(table).getDefinition().getSchema();
    assertThat(loaded).isEqualTo(SCHEMA);
  }

  @Test
  void csvHasAHeaderAndADelimiterOnRequest() throws Exception {
    CsvOptions options =
        CsvOptions.newBuilder().setFieldDelimiter("|").setSkipLeadingRows(1).build();
    load(csv().setFormatOptions(options).setNullMarker("NONE").build(), "id|name\n1|NONE\n");
    assertThat(rows()).containsExactly("1|null");
  }

  @Test
  void jsonIsLoadedWithNestedAndRepeatedFields() throws Exception {
    Schema schema =
        Schema.of(
            ID,
            Field.newBuilder("tags", StandardSQLTypeName.STRING)
                .setMode(Field.Mode.REPEATED)
                .build(),
            Field.newBuilder(
                    "place", StandardSQLTypeName.STRUCT, nullable("x", StandardSQLTypeName.FLOAT64))
                .setMode(Field.Mode.NULLABLE)
                .build());
    Job job =
        load(
            WriteChannelConfiguration.newBuilder(table)
                .setSchema(schema)
                .setFormatOptions(FormatOptions.json())
                .build(),
            "{\"id\": 1, \"tags\": [\"a\", \"b\"], \"place\": {\"x\": 1.5}}\n{\"id\": \"2\"}\n");
    assertThat(job.getStatus().getError()).isNull();
    assertThat(
            tables.query(
                "SELECT id, ARRAY_TO_STRING(tags, '+'), place.x FROM " + name + " ORDER BY id"))
        .containsExactly("1|a+b|1.5", "2||null");
  }

  @Test
  void aBadRecordFailsTheWholeLoad() throws Exception {
    load(csv().build(), "1,ann\n");
    Job job = load(csv().build(), "2,bo\nx,cy\n");
    assertThat(error(job).getReason()).isEqualTo("invalid");
    assertThat(error(job).getMessage()).contains("Error while reading data");
    assertThat(job.getStatus().getExecutionErrors())
        .anySatisfy(each -> assertThat(each.getMessage()).contains("Could not parse 'x' as INT64"));
    assertThat(rows()).containsExactly("1|ann");
  }

  @Test
  void badRecordsAreLeftOutAsFarAsTheJobAllows() throws Exception {
    Job job = load(csv().setMaxBadRecords(1).build(), "x,a\n1,ann\n");
    LoadStatistics statistics = job.getStatistics();
    assertThat(job.getStatus().getError()).isNull();
    assertThat(statistics.getBadRecords()).isEqualTo(1);
    assertThat(rows()).containsExactly("1|ann");
  }

  @Test
  void aLoadAppendsUnlessItSaysOtherwise() throws Exception {
    load(csv().build(), "1,ann\n");
    load(csv().build(), "2,bo\n");
    assertThat(rows()).containsExactly("1|ann", "2|bo");
  }

  @Test
  void aLoadReplacesATableOnRequest() throws Exception {
    load(csv().build(), "1,ann\n");
    load(csv().setWriteDisposition(WriteDisposition.WRITE_TRUNCATE).build(), "2,bo\n");
    assertThat(rows()).containsExactly("2|bo");
  }

  @Test
  void aLoadIntoAnEmptyTableWantsItEmpty() throws Exception {
    load(csv().build(), "1,ann\n");
    Job job = load(csv().setWriteDisposition(WriteDisposition.WRITE_EMPTY).build(), "2,bo\n");
    assertThat(error(job).getReason()).isEqualTo("duplicate");
    assertThat(error(job).getMessage()).contains("Already Exists: Table", name);
    assertThat(rows()).containsExactly("1|ann");
  }

  @Test
  void aLoadDoesNotCreateATableThatItMayNotCreate() throws Exception {
    Job job = load(csv().setCreateDisposition(CreateDisposition.CREATE_NEVER).build(), "1,ann\n");
    assertThat(error(job).getReason()).isEqualTo("notFound");
    assertThat(bigQuery.getTable(table)).isNull();
  }
}
