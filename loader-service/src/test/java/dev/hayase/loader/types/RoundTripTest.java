package dev.hayase.loader.types;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.bigquery.Bigquery;
import com.google.api.services.bigquery.model.DataFormatOptions;
import com.google.api.services.bigquery.model.QueryRequest;
import com.google.api.services.bigquery.model.TableRow;
import dev.hayase.emulator.Emulator;
import dev.hayase.emulator.EmulatorOptions;
import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.event.schema.TableSchema;
import dev.hayase.event.wire.Headers;
import dev.hayase.loader.bigquery.BigQueryAccess;
import dev.hayase.loader.bigquery.TableDescriptions;
import dev.hayase.loader.bigquery.WriteStreams;
import dev.hayase.loader.outcome.Outcome;
import dev.hayase.loader.store.Streams.RowStream;
import dev.hayase.records.SourcePartition;
import dev.hayase.records.SourceRecord;
import dev.hayase.records.format.Compiled;
import dev.hayase.records.format.HayaseFormat;
import dev.hayase.records.format.JsonFormat;
import dev.hayase.records.format.RecordFormat;
import dev.hayase.records.format.RowEncoding;
import dev.hayase.records.row.DocumentValues;
import dev.hayase.records.row.Encoded;
import dev.hayase.records.row.FieldRules;
import dev.hayase.records.row.IntegerTimes;
import dev.hayase.records.table.PresentTable;
import dev.hayase.records.table.TableDefinition;
import dev.hayase.records.table.TableMode;
import dev.hayase.records.table.TableRef;
import dev.hayase.records.table.TableShape;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/// Whatever a record says comes back from BigQuery as it was: through the encoder, Google's client
/// and the emulator, and read with a query.
class RoundTripTest {
  private static final String PROJECT = "hayase-local";
  private static final TableMode MODE = TableMode.APPEND;
  private static final List<Column> COLUMNS = columns();

  private static @Nullable Emulator emulator;
  private static @Nullable BigQueryAccess access;
  private static int batches;

  @BeforeContainer
  static void start() throws IOException {
    Emulator started =
        Emulator.start(
            EmulatorOptions.inMemory().withSchemaDelay(Duration.ZERO).withPorts("127.0.0.1", 0, 0));
    emulator = started;
    access =
        new BigQueryAccess(
            new BigQueryAccess.Settings(
                PROJECT,
                Optional.empty(),
                Optional.of(
                    new BigQueryAccess.Endpoint(
                        URI.create("http://127.0.0.1:" + started.restPort()),
                        "127.0.0.1:" + started.grpcPort()))));
  }

  @AfterContainer
  static void stop() {
    if (access != null) {
      access.close();
    }
    if (emulator != null) {
      emulator.close();
    }
  }

  @Property(tries = 5, shrinking = ShrinkingMode.OFF)
  void documentsComeBackAsTheyWere(@ForAll("rows") List<List<@Nullable Sample>> rows)
      throws IOException {
    TableSchema schema = TableSchema.of(COLUMNS, List.of());
    JsonFormat format =
        new JsonFormat(
            Optional.of(schema),
            MODE,
            new DocumentValues(IntegerTimes.REFUSED),
            FieldRules.OPTIONAL);

    assertThat(loaded(format, schema, rows, false)).isEqualTo(expected(rows));
  }

  @Property(tries = 5, shrinking = ShrinkingMode.OFF)
  void changesComeBackAsTheyWere(@ForAll("rows") List<List<@Nullable Sample>> rows)
      throws IOException {
    assertThat(loaded(new HayaseFormat(), TableSchema.of(COLUMNS, List.of()), rows, true))
        .isEqualTo(expected(rows));
  }

  @Provide
  Arbitrary<List<List<@Nullable Sample>>> rows() {
    return Samples.row(COLUMNS).list().ofMinSize(20).ofMaxSize(40);
  }

  private static List<List<@Nullable Object>> expected(List<List<@Nullable Sample>> rows) {
    List<List<@Nullable Object>> expected = new ArrayList<>();
    for (List<@Nullable Sample> row : rows) {
      List<@Nullable Object> values = new ArrayList<>();
      row.forEach(sample -> values.add(sample == null ? null : sample.expected()));
      expected.add(values);
    }
    return expected;
  }

  /// Loads rows into a table of their own and reads them back.
  private static List<List<@Nullable Object>> loaded(
      RecordFormat format, TableSchema schema, List<List<@Nullable Sample>> rows, boolean asChanges)
      throws IOException {
    TableMode mode = asChanges ? TableMode.HISTORY : TableMode.APPEND;
    TableRef ref = new TableRef(PROJECT, "types", "t" + ++batches);
    BigQueryAccess bigQuery = Objects.requireNonNull(access);
    TableDefinition definition = TableDefinition.of(ref, mode, schema, List.of());
    TableDescriptions tables = new TableDescriptions(bigQuery);
    tables.create(definition, "owner").then(_ -> tables.describe(ref));
    PresentTable present =
        ((Outcome.Done<Optional<PresentTable>>) tables.describe(ref)).value().orElseThrow();
    TableShape shape = TableShape.EMPTY;
    for (Column column : definition.columns()) {
      shape = shape.with(column, present.column(column.name()).orElseThrow());
    }
    RowEncoding encoding = ((Compiled.Ready) format.compile("any", schema, mode, shape)).encoding();
    List<byte[]> encoded = new ArrayList<>();
    for (List<@Nullable Sample> row : rows) {
      String object = Samples.object(COLUMNS, row, asChanges);
      Encoded result = encoding.encode(record(object, asChanges, encoded.size()));
      assertThat(result).as(object).isInstanceOf(Encoded.Row.class);
      encoded.add(((Encoded.Row) result).protobuf());
    }
    WriteStreams streams = new WriteStreams(bigQuery, Runnable::run);
    RowStream stream = streams.open(streams.defaultStream(ref), mode, encoding.shape());
    assertThat(stream.append(encoded, OptionalLong.empty()).join()).isEmpty();
    stream.close();
    return read(ref);
  }

  private static SourceRecord record(String object, boolean asChange, long offset) {
    String value =
        asChange ? "{\"op\":\"c\",\"source\":{\"ts_ms\":1},\"after\":" + object + "}" : object;
    return new SourceRecord(
        new SourcePartition("t", 0),
        offset,
        1,
        null,
        value.getBytes(UTF_8),
        List.of(
            new SourceRecord.Header(
                Headers.SEQUENCE, "0000000000000001/0000000000000002".getBytes(UTF_8))));
  }

  private static List<List<@Nullable Object>> read(TableRef ref) throws IOException {
    int port = Objects.requireNonNull(emulator).restPort();
    Bigquery rest =
        new Bigquery.Builder(new NetHttpTransport(), GsonFactory.getDefaultInstance(), _ -> {})
            .setRootUrl("http://127.0.0.1:" + port + "/")
            .setApplicationName("test")
            .build();
    String names = String.join(", ", COLUMNS.stream().map(c -> "`" + c.name() + "`").toList());
    List<TableRow> rows =
        rest.jobs()
            .query(
                PROJECT,
                new QueryRequest()
                    .setQuery(
                        "SELECT %s FROM types.%s ORDER BY _kafka_offset"
                            .formatted(names, ref.table()))
                    .setUseLegacySql(false)
                    .setFormatOptions(new DataFormatOptions().setUseInt64Timestamp(true)))
            .execute()
            .getRows();
    return rows.stream().map(row -> Cells.row(COLUMNS, row)).toList();
  }

  private static List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    for (ColumnType type : ColumnType.values()) {
      boolean readAsWritten =
          type != ColumnType.STRUCT && type != ColumnType.INTERVAL && type != ColumnType.GEOGRAPHY;
      if (readAsWritten) {
        columns.add(Column.nullable("c_" + type.name().toLowerCase(Locale.ROOT), type));
        columns.add(Column.nullable("list of " + type, type).in(Column.Mode.REPEATED));
      }
    }
    Column inner =
        struct(
            "inner",
            Column.nullable("x", ColumnType.NUMERIC),
            Column.nullable("ys", ColumnType.TIMESTAMP).in(Column.Mode.REPEATED));
    columns.add(struct("s", Column.nullable("a", ColumnType.INT64), inner));
    columns.add(
        struct(
                "ss",
                Column.nullable("b", ColumnType.STRING),
                inner,
                inner.named("more").in(Column.Mode.REPEATED))
            .in(Column.Mode.REPEATED));
    return columns;
  }

  private static Column struct(String name, Column... fields) {
    return new Column(
        name,
        ColumnType.STRUCT,
        Column.Mode.NULLABLE,
        OptionalLong.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        Arrays.asList(fields));
  }
}
