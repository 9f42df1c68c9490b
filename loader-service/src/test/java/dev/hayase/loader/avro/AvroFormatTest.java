package dev.hayase.loader.avro;

import static dev.hayase.loader.avro.AvroRecords.framed;
import static dev.hayase.loader.avro.AvroRecords.schema;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.event.schema.TableSchema;
import dev.hayase.loader.format.ConnectRows;
import dev.hayase.records.SourceRecord.Header;
import dev.hayase.records.connect.ChangeOrder;
import dev.hayase.records.format.ConnectTopic;
import dev.hayase.records.format.Reading;
import dev.hayase.records.format.Schemas.UnusableSchemaException;
import dev.hayase.records.table.TableMode;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData.EnumSymbol;
import org.apache.avro.generic.GenericData.Fixed;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Avro as its own library writes it, and the rows that come of it.
class AvroFormatTest {
  private static final Schema LEARNER =
      schema(
          """
          {'type':'record','name':'Learner','fields':[
            {'name':'id','type':'long'},
            {'name':'name','type':['null','string'],'default':null}]}\
          """);

  private static final Schema KEY =
      schema("{'type':'record','name':'Key','fields':[{'name':'id','type':'long'}]}");
  private static final Schema ENVELOPE =
      schema(
          """
          {'type':'record','name':'Envelope','namespace':'db.public.learners','fields':[
            {'name':'before','type':['null',{'type':'record','name':'Value','fields':[
              {'name':'id','type':'long'},
              {'name':'seen','type':['null',{'type':'long','connect.version':1,
                'connect.name':'io.debezium.time.MicroTimestamp'}],'default':null}],
              'connect.name':'db.public.learners.Value'}],'default':null},
            {'name':'after','type':['null','Value'],'default':null},
            {'name':'source','type':{'type':'record','name':'Source',
              'namespace':'io.debezium.connector.postgresql','fields':[
              {'name':'connector','type':'string'},{'name':'ts_ms','type':'long'},
              {'name':'snapshot','type':['null','string'],'default':null},
              {'name':'lsn','type':['null','long'],'default':null}]}},
            {'name':'op','type':'string'}],'connect.name':'db.public.learners.Envelope'}\
          """);

  private final KnownSchemas registry = new KnownSchemas();

  static Stream<Arguments> types() {
    Schema fixed = schema("{'type':'fixed','name':'F','size':2}");
    Schema duration = schema("{'type':'fixed','name':'D','size':12,'logicalType':'duration'}");
    Schema uuid = schema("{'type':'fixed','name':'U','size':16,'logicalType':'uuid'}");
    Schema symbol = schema("{'type':'enum','name':'E','symbols':['A','B']}");
    Schema point =
        schema(
            "{'type':'record','name':'P','fields':[{'name':'x','type':'double'},{'name':'at','type':"
                + "{'type':'long','logicalType':'timestamp-micros'}}]}");
    GenericRecord here = new GenericRecordBuilder(point).set("x", 0.5).set("at", 1L).build();
    return Stream.of(
        type("'boolean'", true, ColumnType.BOOL, true),
        type("'int'", Integer.MIN_VALUE, ColumnType.INT64, (long) Integer.MIN_VALUE),
        type("'long'", Long.MIN_VALUE, ColumnType.INT64, Long.MIN_VALUE),
        type("'long'", Long.MAX_VALUE, ColumnType.INT64, Long.MAX_VALUE),
        type("'float'", 0.1f, ColumnType.FLOAT64, 0.1),
        type("'float'", Float.NaN, ColumnType.FLOAT64, Double.NaN),
        type("'double'", -4.9E-324, ColumnType.FLOAT64, -4.9E-324),
        type("'double'", Double.POSITIVE_INFINITY, ColumnType.FLOAT64, Double.POSITIVE_INFINITY),
        type("'string'", "山\n田\"\\🦉\u0001", ColumnType.STRING, "山\n田\"\\🦉\u0001"),
        type("'string'", "", ColumnType.STRING, ""),
        type("'bytes'", ByteBuffer.wrap(new byte[] {0, -1, 7, 9}), ColumnType.BYTES, "AP8HCQ=="),
        type(fixed.toString(), new Fixed(fixed, new byte[] {1, 2}), ColumnType.BYTES, "AQI="),
        type(symbol.toString(), new EnumSymbol(symbol, "B"), ColumnType.STRING, "B"),
        type(
            duration.toString(),
            new Fixed(duration, HexFormat.of().parseHex("01000000" + "02000000" + "e8030000")),
            ColumnType.STRING,
            "P1M2DT1S"),
        type(
            uuid.toString(),
            new Fixed(uuid, HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f")),
            ColumnType.STRING,
            "00010203-0405-0607-0809-0a0b0c0d0e0f"),
        type(logical("int", "date"), -1, ColumnType.DATE, "1969-12-31"),
        type(logical("int", "time-millis"), 1, ColumnType.TIME, "00:00:00.001"),
        type(logical("long", "time-micros"), 1L, ColumnType.TIME, "00:00:00.000001"),
        type(
            logical("long", "timestamp-millis"),
            -1L,
            ColumnType.TIMESTAMP,
            "1969-12-31T23:59:59.999Z"),
        type(
            logical("long", "timestamp-micros"),
            1L,
            ColumnType.TIMESTAMP,
            "1970-01-01T00:00:00.000001Z"),
        type(
            logical("long", "timestamp-nanos"),
            1_000L,
            ColumnType.TIMESTAMP,
            "1970-01-01T00:00:00.000001Z"),
        type(
            logical("long", "local-timestamp-millis"),
            1L,
            ColumnType.DATETIME,
            "1970-01-01T00:00:00.001"),
        type(
            logical("long", "local-timestamp-micros"),
            1L,
            ColumnType.DATETIME,
            "1970-01-01T00:00:00.000001"),
        type(
            "{'type':'long','connect.name':'io.debezium.time.MicroTimestamp'}",
            1L,
            ColumnType.DATETIME,
            "1970-01-01T00:00:00.000001"),
        type(
            "{'type':'string','connect.name':'io.debezium.time.ZonedTimestamp'}",
            "2024-01-01T00:00:00+01:00",
            ColumnType.TIMESTAMP,
            "2023-12-31T23:00Z"),
        type(
            "{'type':'bytes','logicalType':'decimal','precision':10,'scale':2}",
            ByteBuffer.wrap(new BigDecimal("-1.05").unscaledValue().toByteArray()),
            ColumnType.NUMERIC,
            "-1.05"),
        type(
            "{'type':'bytes','logicalType':'decimal','precision':64,'scale':2,"
                + "'connect.name':'org.apache.kafka.connect.data.Decimal'}",
            ByteBuffer.wrap(new BigDecimal("1.05").unscaledValue().toByteArray()),
            ColumnType.BIGNUMERIC,
            "1.05"),
        type("{'type':'array','items':'long'}", List.of(1L, 2L), ColumnType.INT64, List.of(1L, 2L)),
        type(
            "['null',{'type':'array','items':['null','string']}]",
            Arrays.asList("a", null),
            ColumnType.JSON,
            "[\"a\",null]"),
        type("{'type':'map','values':'int'}", Map.of("k", 1), ColumnType.JSON, "{\"k\":1}"),
        type(
            point.toString(),
            here,
            ColumnType.STRUCT,
            Map.of("x", 0.5, "at", "1970-01-01T00:00:00.000001Z")),
        type(
            "['null',{'type':'array','items':" + point + "}]",
            List.of(here),
            ColumnType.JSON,
            "[{\"x\":0.5,\"at\":\"1970-01-01T00:00:00.000001\"}]"),
        type("['null','int','string']", "x", ColumnType.STRUCT, Map.of("string", "x")),
        type("['int','string']", 7, ColumnType.STRUCT, Map.of("int", 7L)),
        type("['string']", "x", ColumnType.STRING, "x"));
  }

  @ParameterizedTest
  @MethodSource("types")
  void aValueArrivesAsWhatItWas(String type, Object value, ColumnType column, Object expected) {
    // Given
    Schema row =
        schema("{'type':'record','name':'Row','fields':[{'name':'v','type':" + type + "}]}");
    registry.with(1, "AVRO", row.toString());
    ConnectRows rows = rows(TableMode.APPEND, List.of());
    byte[] record = framed(1, row, new GenericRecordBuilder(row).set("v", value).build());

    // When
    Column became = rows.schema(null, record).columns().getFirst();
    Object arrived = rows.row(null, record).get("v");

    // Then
    assertThat(became.type()).isEqualTo(column);
    assertThat(arrived).isEqualTo(expected);
  }

  @Test
  void aRowThatIsAppendedTellsWhereItStoodInKafka() {
    // Given
    registry.with(1, "AVRO", LEARNER.toString());
    ConnectRows rows = rows(TableMode.APPEND, List.of());

    // Then
    assertThat(rows.row(null, framed(1, LEARNER, learner(7, null))))
        .isEqualTo(
            Map.of(
                "id", 7L,
                "_kafka_partition", 3L,
                "_kafka_offset", 0L,
                "_kafka_ts", "2023-11-14T22:13:20.123Z"));
  }

  @Test
  void debeziumsEnvelopeInAvroMirrorsItsSource() {
    // Given
    registry.with(1, "AVRO", KEY.toString()).with(2, "AVRO", ENVELOPE.toString());
    ConnectRows rows = rows(TableMode.MIRROR, List.of());
    Schema value = ENVELOPE.getField("after").schema().getTypes().get(1);
    GenericRecord after = new GenericRecordBuilder(value).set("id", 7L).set("seen", 1L).build();
    byte[] keyBytes = framed(1, KEY, new GenericRecordBuilder(KEY).set("id", 7L).build());

    // When
    TableSchema schema = rows.schema(keyBytes, framed(2, ENVELOPE, change(ENVELOPE, after, 32)));
    Map<String, Object> created =
        rows.row(keyBytes, framed(2, ENVELOPE, change(ENVELOPE, after, 32)));
    Map<String, Object> deleted =
        rows.row(keyBytes, framed(2, ENVELOPE, change(ENVELOPE, null, 33)));

    // Then
    assertThat(schema.primaryKey()).containsExactly("id");
    assertThat(created)
        .containsEntry("_CHANGE_TYPE", "UPSERT")
        .containsEntry("seen", "1970-01-01T00:00:00.000001")
        .containsEntry(
            "_hayase_seq", "0000000000000000/0000000000000020/0000000000000001/0000000000000000");
    assertThat(deleted)
        .containsEntry("_CHANGE_TYPE", "DELETE")
        .containsEntry("id", 7L)
        .containsEntry(
            "_hayase_seq", "0000000000000000/0000000000000021/0000000000000001/0000000000000001");
  }

  @Test
  void aTruncateInAvroIsRecognizedOnceItsSchemaIsKnown() {
    // Given
    registry.with(2, "AVRO", ENVELOPE.toString());
    ConnectRows rows = rows(TableMode.MIRROR, List.of());
    byte[] truncated = framed(2, ENVELOPE, truncate(32));

    // When: it is the first record that is read
    Optional<TableSchema> table = rows.find(null, truncated);
    Reading reading = rows.read(null, truncated);

    // Then
    assertThat(table).as("a table without a key must not be made for it").isEmpty();
    assertThat(reading).isInstanceOf(Reading.Truncate.class);
    assertThat(((Reading.Truncate) reading).cutoff())
        .isEqualTo("0000000000000000/0000000000000020/0000000000000001/0000000000000000");
    assertThat(rows.truncates(null, truncated)).isTrue();
  }

  @Test
  void inAHistoryATruncateInAvroIsARow() {
    // Given
    registry.with(2, "AVRO", ENVELOPE.toString());
    ConnectRows rows = rows(TableMode.HISTORY, List.of());
    byte[] truncated = framed(2, ENVELOPE, truncate(32));
    assertThat(rows.find(null, truncated)).isEmpty();

    // Then
    assertThat(rows.row(null, truncated)).containsEntry("_op", "t").doesNotContainKey("id");
  }

  @Test
  void rowsWithoutAKeyAreNoTruncates() {
    // Given
    Schema plain =
        schema(
            "{'type':'record','name':'Row','fields':[{'name':'id','type':'long'},{'name':'op','type':'string'}]}");
    registry.with(1, "AVRO", plain.toString()).with(2, "AVRO", ENVELOPE.toString());
    ConnectRows rows = rows(TableMode.HISTORY, List.of());
    byte[] row =
        framed(1, plain, new GenericRecordBuilder(plain).set("id", 7L).set("op", "t").build());
    byte[] change = framed(2, ENVELOPE, change(ENVELOPE, value(7), 32));
    assertThat(rows.find(null, row)).isEmpty();
    assertThat(rows.find(null, change)).isEmpty();

    // Then
    assertThat(rows.row(null, row)).containsEntry("id", 7L).containsEntry("op", "t");
    assertThat(rows.row(null, change)).containsEntry("id", 7L).containsEntry("_op", "c");
    assertThat(rows.truncates(null, row)).isFalse();
    assertThat(rows.truncates(null, change)).isFalse();
  }

  @Test
  void changesAreNotAppended() {
    // Given
    registry.with(2, "AVRO", ENVELOPE.toString());
    ConnectRows rows = rows(TableMode.APPEND, List.of());

    // Then
    assertThatThrownBy(() -> rows.schema(null, framed(2, ENVELOPE, change(ENVELOPE, value(7), 32))))
        .isInstanceOfSatisfying(
            UnusableSchemaException.class,
            e -> assertThat(e.remedy()).contains("mode: mirror or mode: history"))
        .hasMessageContaining("Debezium's envelopes");
  }

  @Test
  void aSchemaIsAlsoNamedInAHeaderOrByItsGuid() {
    // Given
    UUID guid = UUID.fromString("8a1b3c9e-0000-4a7d-8000-0123456789ab");
    registry
        .with(1, "AVRO", LEARNER.toString())
        .with(3, "AVRO", KEY.toString())
        .with(guid, LEARNER.toString());
    ConnectRows rows = rows(TableMode.MIRROR, List.of());
    byte[] key = AvroRecords.plain(KEY, new GenericRecordBuilder(KEY).set("id", 7L).build());
    byte[] value = AvroRecords.plain(LEARNER, learner(7, "Ada"));
    Header keyHeader = new Header("__key_schema_id", AvroRecords.named(3));

    // Then
    for (Header header :
        List.of(
            new Header("__value_schema_id", AvroRecords.named(guid)),
            new Header("__value_schema_id", AvroRecords.named(1)))) {
      assertThat(rows.with(keyHeader, header).schema(key, value).primaryKey())
          .containsExactly("id");
      assertThat(rows.row(key, value)).containsEntry("id", 7L).containsEntry("name", "Ada");
    }
    assertThat(rows.with(keyHeader).row(key, framed(guid, LEARNER, learner(8, "Bob"))))
        .containsEntry("name", "Bob");
    assertThat(rows.row(key, null)).containsEntry("_CHANGE_TYPE", "DELETE").containsEntry("id", 7L);
  }

  @Test
  void aHeaderThatNamesNothingIsParkedWithAReason() {
    // Given
    ConnectRows rows =
        rows(TableMode.APPEND, List.of()).with(new Header("__value_schema_id", new byte[] {7}));

    // Then
    assertThat(rows.read(null, new byte[] {1, 2}))
        .isInstanceOfSatisfying(
            Reading.Unreadable.class,
            reading -> assertThat(reading.reason()).contains("__value_schema_id"));
  }

  @Test
  void aMirrorOfPlainRowsTakesItsKeyFromThePipelineAndItsDeletionsFromTombstones() {
    // Given
    registry.with(1, "AVRO", LEARNER.toString());
    ConnectRows rows = rows(TableMode.MIRROR, List.of("id"));

    // When
    Map<String, Object> created =
        rows.row("7".getBytes(UTF_8), framed(1, LEARNER, learner(7, "Ada")));
    Map<String, Object> deleted = rows.row("7".getBytes(UTF_8), null);

    // Then
    assertThat(created).containsEntry("_CHANGE_TYPE", "UPSERT").containsEntry("name", "Ada");
    assertThat(deleted).containsEntry("_CHANGE_TYPE", "DELETE").containsEntry("id", 7L);
  }

  @Test
  void schemasThatReferToOthersAreRead() {
    // Given
    registry.with(
        1,
        "AVRO",
        schema("{'type':'record','name':'R','fields':[{'name':'l','type':" + LEARNER + "}]}")
            .toString()
            .replaceFirst("\\{\"type\":\"record\",\"name\":\"Learner\".*?\\]\\}", "\"Learner\""),
        LEARNER.toString());

    // Then
    Schema both =
        schema("{'type':'record','name':'R','fields':[{'name':'l','type':" + LEARNER + "}]}");
    assertThat(
            rows(TableMode.APPEND, List.of())
                .row(
                    null,
                    framed(
                        1, both, new GenericRecordBuilder(both).set("l", learner(1, "a")).build())))
        .containsEntry("l", Map.of("id", 1L, "name", "a"));
  }

  @Test
  void apicuriosNumbersOfEightBytesAreRead() {
    // Given
    registry.with(5_000_000_000L, "AVRO", LEARNER.toString()).with(9, "AVRO", LEARNER.toString());
    ConnectRows rows = rows(TableMode.APPEND, List.of());

    // Then
    assertThat(rows.row(null, AvroRecords.framedLong(9, LEARNER, learner(7, "Ada"))))
        .containsEntry("id", 7L);
  }

  @Test
  void bytesThatAreNotAvroAreParkedWithAReason() {
    // Given
    registry.with(1, "AVRO", LEARNER.toString());
    ConnectRows rows = rows(TableMode.APPEND, List.of());
    byte[] good = framed(1, LEARNER, learner(7, "Ada"));
    rows.row(null, good);
    byte[] longLength = good.clone();
    longLength[7] = (byte) 0x7F;

    // Then
    assertThat(rows.read(null, ConnectRows.json("{'id':7}")))
        .isEqualTo(
            new Reading.Unreadable(
                "The record does not begin with a 0 and the number of a schema, as Avro behind a"
                    + " registry does, nor does its header __value_schema_id name one"));
    assertThat(rows.read(null, new byte[] {0, 0, 0, 0, 0})).isInstanceOf(Reading.Unreadable.class);
    String broken = "The record's bytes do not follow their Avro schema";
    assertThat(rows.unfit(null, Arrays.copyOf(good, good.length - 1))).isEqualTo(broken);
    assertThat(rows.unfit(null, Arrays.copyOf(good, good.length + 1))).isEqualTo(broken);
    assertThat(rows.unfit(null, longLength)).isEqualTo(broken);
  }

  @Test
  void whatIsBrokenAtRandomNeverStopsTheTable() {
    // Given
    Schema row =
        schema(
            "{'type':'record','name':'Row','fields':[{'name':'v','type':{'type':'array','items':"
                + "{'type':'map','values':['null','string','bytes',{'type':'array','items':'null'}]}}}]}");
    registry.with(1, "AVRO", row.toString());
    ConnectRows rows = rows(TableMode.APPEND, List.of());
    byte[] good =
        framed(
            1,
            row,
            new GenericRecordBuilder(row)
                .set("v", List.of(Map.of("a", "b"), Map.of("c", Arrays.asList(null, null))))
                .build());
    rows.row(null, good);
    Random random = new Random(4);

    // Then
    for (int i = 0; i < 2_000; i++) {
      byte[] broken = good.clone();
      for (int j = 0; j < 3; j++) {
        broken[5 + random.nextInt(broken.length - 5)] = (byte) random.nextInt();
      }
      rows.encode(null, broken);
    }
  }

  @Test
  void whatTheRegistryDoesNotKnowIsParkedAndSaysWhichRegistry() {
    assertThat(rows(TableMode.APPEND, List.of()).unknown(null, framed(3, LEARNER, learner(1, "a"))))
        .isEqualTo("its schema 3 is not in the registry http://registry");
  }

  @Test
  void protobufJsonSchemaAndSchemasThatHoldThemselvesAreRefusedByName() {
    // Given
    registry
        .with(1, "PROTOBUF", "syntax = \"proto3\";")
        .with(2, "JSON", "{}")
        .with(3, "AVRO", "{\"type\":\"nonsense\"}")
        .with(
            4,
            "AVRO",
            "{\"type\":\"record\",\"name\":\"N\",\"fields\":[{\"name\":\"n\",\"type\":[\"null\",\"N\"]}]}")
        .with(5, "AVRO", "\"string\"");
    ConnectRows rows = rows(TableMode.APPEND, List.of());

    // Then
    refused(rows, 1, "PROTOBUF");
    refused(rows, 2, "JSON");
    refused(rows, 3, "is no Avro schema");
    refused(rows, 4, "the record N holds itself");
    refused(rows, 5, "only a STRUCT is a row");
  }

  private static void refused(ConnectRows rows, int id, String words) {
    assertThatThrownBy(() -> rows.schema(null, framed(id, LEARNER, learner(1, "a"))))
        .isInstanceOf(UnusableSchemaException.class)
        .hasMessageContaining(words);
  }

  private static GenericRecord change(Schema envelope, @Nullable GenericRecord after, long lsn) {
    return change(envelope, after, lsn, after == null ? "d" : "c");
  }

  private static GenericRecord truncate(long lsn) {
    return change(ENVELOPE, null, lsn, "t");
  }

  private static GenericRecord change(
      Schema envelope, @Nullable GenericRecord after, long lsn, String op) {
    GenericRecord source =
        new GenericRecordBuilder(envelope.getField("source").schema())
            .set("connector", "postgresql")
            .set("ts_ms", 1_700_000_000_000L)
            .set("lsn", lsn)
            .build();
    return new GenericRecordBuilder(envelope)
        .set("after", after)
        .set("source", source)
        .set("op", op)
        .build();
  }

  private static GenericRecord value(long id) {
    Schema value = ENVELOPE.getField("after").schema().getTypes().get(1);
    return new GenericRecordBuilder(value).set("id", id).build();
  }

  private ConnectRows rows(TableMode mode, List<String> key) {
    return new ConnectRows(
        new ConnectTopic(Optional.empty(), key, Optional.empty(), mode, ChangeOrder.USUAL),
        AvroCodec.ofValues(registry),
        new AvroKeys(registry));
  }

  private static GenericRecord learner(long id, @Nullable String name) {
    return new GenericRecordBuilder(LEARNER).set("id", id).set("name", name).build();
  }

  private static String logical(String type, String name) {
    return "{'type':'" + type + "','logicalType':'" + name + "'}";
  }

  private static Arguments type(String type, Object value, ColumnType column, Object expected) {
    return Arguments.of(type, value, column, expected);
  }
}
