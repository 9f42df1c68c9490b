package dev.hayase.emulator.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.rpc.PermissionDeniedException;
import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.TableId;
import com.google.cloud.bigquery.TableInfo;
import com.google.cloud.bigquery.storage.v1.JsonStreamWriter;
import io.grpc.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BigQueryEmulatorTest {
  private static final String STREAM = "projects/hayase-local/datasets/d/tables/t/streams/_default";

  @RegisterExtension
  static final BigQueryEmulator EMULATOR = BigQueryEmulator.inMemory().withDataset("d");

  @Test
  @Order(1)
  void anUnchangedClientWritesOverAnAnswerThatWasLost() throws Exception {
    // Given
    EMULATOR
        .bigQuery()
        .create(
            TableInfo.of(
                TableId.of("d", "t"),
                StandardTableDefinition.of(Schema.of(Field.of("id", StandardSQLTypeName.INT64)))));
    OrderedFault lost =
        EMULATOR.faults().next(1).appendRows().onTable("d.t").loseAnswer(Status.Code.UNAVAILABLE);

    // When
    try (JsonStreamWriter writer =
        JsonStreamWriter.newBuilder(STREAM, EMULATOR.writeClient())
            .setCredentialsProvider(NoCredentialsProvider.create())
            .setChannelProvider(EMULATOR.clients().channels())
            .build()) {
      writer.append(new JSONArray().put(new JSONObject().put("id", 1))).get(20, TimeUnit.SECONDS);
    }

    // Then
    assertThat(lost.hits()).isEqualTo(1);
    assertThat(
            EMULATOR
                .bigQuery()
                .query(QueryJobConfiguration.of("SELECT id FROM d.t"))
                .getTotalRows())
        .isEqualTo(2);
  }

  @Test
  @Order(2)
  void faultsAndTheClockAreOrdered() {
    // When
    EMULATOR.faults().untilLifted().getWriteStream().fail(Status.Code.PERMISSION_DENIED, "no");
    EMULATOR.faults().untilLifted().failHttp(400, "quotaExceeded");
    EMULATOR.clock().set(Instant.EPOCH);
    EMULATOR.clock().advance(Duration.ofDays(1));

    // Then
    assertThatThrownBy(() -> EMULATOR.writeClient().getWriteStream(STREAM))
        .isInstanceOf(PermissionDeniedException.class);
    assertThatThrownBy(() -> EMULATOR.bigQuery().getTable("d", "t"))
        .isInstanceOf(BigQueryException.class);
    assertThat(EMULATOR.clock().now()).isEqualTo(Instant.parse("1970-01-02T00:00:00Z"));
  }

  @Test
  @Order(3)
  void theyAreGoneInTheNextTest() {
    assertThat(EMULATOR.bigQuery().getTable("d", "t")).isNotNull();
    assertThat(EMULATOR.clock().now()).isAfter(Instant.parse("2025-01-01T00:00:00Z"));
  }

  @Test
  void aBadOrderSaysWhatIsWrong() {
    assertThatThrownBy(() -> EMULATOR.faults().next(1).appendRows().failHttp(500, "backendError"))
        .hasMessageContaining(
            "'calls': AppendRows does not go with fault httpError: write some of REST");
  }

  @Test
  void oneThatRunsElsewhereIsFoundOrMissed() throws Exception {
    // Given
    BigQueryEmulator found = BigQueryEmulator.at(EMULATOR.restEndpoint(), EMULATOR.grpcEndpoint());
    BigQueryEmulator missed = BigQueryEmulator.at("http://127.0.0.1:1", "127.0.0.1:2");

    // When
    found.start();

    // Then
    assertThat(found.bigQuery().getDataset("d")).isNotNull();
    found.stop();
    assertThatThrownBy(missed::start)
        .hasMessageContaining("No BigQuery emulator answers at http://127.0.0.1:1");
    assertThatThrownBy(missed::bigQuery).hasMessageContaining("@RegisterExtension");
  }
}
