package dev.hayase.loader.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.TableSchema;
import dev.hayase.loader.bigquery.RowMessages;
import dev.hayase.records.SourcePartition;
import dev.hayase.records.SourceRecord;
import dev.hayase.records.format.Compiled;
import dev.hayase.records.format.JsonFormat;
import dev.hayase.records.format.Reading;
import dev.hayase.records.format.RowEncoding;
import dev.hayase.records.row.DocumentValues;
import dev.hayase.records.row.Encoded;
import dev.hayase.records.row.FieldRules;
import dev.hayase.records.row.IntegerTimes;
import dev.hayase.records.table.PresentColumn;
import dev.hayase.records.table.TableDefinition;
import dev.hayase.records.table.TableMode;
import dev.hayase.records.table.TableRef;
import dev.hayase.records.table.TableShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Rows of other producers' documents, decoded with Google's protobuf.
class JsonFormatTest {
  private static final long BROKER_MILLIS = 1_700_000_000_123L;
  private static final String SCHEMA =
      """
      [{"name": "id", "type": "INTEGER", "mode": "REQUIRED"},
       {"name": "name", "type": "STRING"},
       {"name": "at", "type": "TIMESTAMP"},
       {"name": "extra", "type": "JSON"},
       {"name": "tags", "type": "STRING", "mode": "REPEATED"},
       {"name": "home", "type": "RECORD", "fields": [
         {"name": "town", "type": "STRING", "mode": "REQUIRED"},
         {"name": "zip", "type": "STRING"}]}]
      """;

  private FieldRules rules = FieldRules.OPTIONAL;
  private IntegerTimes times = IntegerTimes.REFUSED;
  private TableMode mode = TableMode.APPEND;
  private Optional<TableSchema> schema = Optional.of(declared(SCHEMA));
  private List<SourceRecord.Header> headers = new ArrayList<>();

  @Test
  void fieldsBecomeTheColumnsOfTheirNamesAndMissingOnesAreNull() {
    assertThat(row("{'name':'Ann','id':7,'home':{'town':'Ulm'},'tags':['a','b']}"))
        .isEqualTo(
            Map.of(
                "id",
                7L,
                "name",
                "Ann",
                "tags",
                List.of("a", "b"),
                "home",
                "{town=Ulm}",
                "_kafka_partition",
                3L,
                "_kafka_offset",
                42L,
                "_kafka_ts",
                BROKER_MILLIS * 1000));
    assertThat(row("{'id':7,'name':null,'home':null,'tags':null}"))
        .isEqualTo(
            Map.of(
                "id", 7L,
                "_kafka_partition", 3L,
                "_kafka_offset", 42L,
                "_kafka_ts", BROKER_MILLIS * 1000));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'name':'a'}|id|is REQUIRED and not in the record",
        "{'id':null}|id|is null and REQUIRED",
        "{'id':1,'home':{}}|home.town|is REQUIRED and not in the record",
        "{'id':1,'home':{'town':'Ulm','street':'x'}}|home.street|is in the record but not in the"
            + " declared schema: declare it, or say unknown-fields: ignore",
        "{'id':1,'colour':'red'}|colour|is in the record but not in the declared schema: declare"
            + " it, or say unknown-fields: ignore",
        "{'id':1,'id':2}|id|stands twice in the record",
        "{'id':1,'at':1700000000}|at|is an integer, and the pipeline does not say (integer-times)"
            + " what an integer means",
        "{'id':1,'name':5}|name|is not the JSON string it should be",
        "{'id':1,'extra':{'a':1,'a':2}}|extra|a JSON object has two fields of one name, BigQuery"
            + " keeps one",
        "[1]||the record is no JSON object",
        "7||the record is no JSON object",
        "{'id':1} {}||something follows the JSON document",
        "{'id':1||the JSON ends too early",
        "``||the JSON ends too early",
      })
  void whatDoesNotFitTheSchemaIsUnfit(String document, @Nullable String column, String reason) {
    assertThat(encode(document)).isEqualTo(new Encoded.Unfit(reason, Optional.ofNullable(column)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "s|'é山🦉'|'é山🦉x'|is longer than the 3 characters of its column",
        "b|'AAEC'|'AAECAw=='|is longer than the 3 bytes of its column",
        "b|'AAE='|'AAECAwQ='|is longer than the 3 bytes of its column",
        "n|999.99|1000|has more than the 5 digits of its column, 2 of them after the point",
        "n|-0.10000e0|0.001|has more than the 5 digits of its column, 2 of them after the point",
        "n|9.9999e2|1e3|has more than the 5 digits of its column, 2 of them after the point",
        "n|'007.500'|'1.005'|has more than the 5 digits of its column, 2 of them after the point",
      })
  void declaredLimitsAreKept(String column, String good, String bad, String reason) {
    schema =
        Optional.of(
            TableSchema.declared(
                "[{'name':'s','type':'STRING','maxLength':'3'},{'name':'b','type':'BYTES','maxLength':'3'},{'name':'n','type':'NUMERIC','precision':'5','scale':'2'}]"
                    .replace('\'', '"')
                    .getBytes(UTF_8),
                List.of()));

    assertThat(encode("{'" + column + "':" + good + "}")).isInstanceOf(Encoded.Row.class);
    assertThat(encode("{'" + column + "':" + bad + "}"))
        .isEqualTo(new Encoded.Unfit(reason, Optional.of(column)));
  }

  @Test
  void unknownFieldsArePassedOverWhereThePipelineSaysSo() {
    rules = FieldRules.OPEN;

    assertThat(row("{'colour':{'deep':[1,{}]},'id':1,'home':{'street':'x','town':'Ulm'}}"))
        .containsEntry("id", 1L)
        .containsEntry("home", "{town=Ulm}")
        .doesNotContainKey("colour");
  }

  @ParameterizedTest
  @CsvSource({
    "SECONDS, 1700000000, 1700000000000000",
    "MILLISECONDS, 1700000000123, 1700000000123000",
    "MILLISECONDS, 1700000000123.0, 1700000000123000",
    "MICROSECONDS, -1, -1",
    "NANOSECONDS, 1700000000123456000, 1700000000123456",
    "SECONDS, 253402300799, 253402300799000000",
    "SECONDS, -62135596800, -62135596800000000",
    "SECONDS, '\"2023-11-14T22:13:20Z\"', 1700000000000000",
  })
  void integersAreMomentsOfTheUnitThatThePipelineSays(
      IntegerTimes unit, String value, long micros) {
    times = unit;

    assertThat(row("{'id':1,'at':" + value + "}")).containsEntry("at", micros);
  }

  @ParameterizedTest
  @CsvSource({
    "SECONDS, 253402300800",
    "MILLISECONDS, 253402300800000",
    "MICROSECONDS, -62135596800000001",
    "SECONDS, 9223372036854775807",
    "MILLISECONDS, -9223372036854775808",
    "NANOSECONDS, 1700000000123456001",
    "SECONDS, 1.5",
  })
  void integersThatAreNoMomentAreUnfit(IntegerTimes unit, String value) {
    times = unit;

    assertThat(encode("{'id':1,'at':" + value + "}"))
        .isInstanceOfSatisfying(
            Encoded.Unfit.class, unfit -> assertThat(unfit.column()).contains("at"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"a\": [1, 2.50, null]}", "[]", "\"text\"", "17", "-0.5e3", "true", "{}"})
  void aJsonColumnTakesAnyValueAsItStands(String value) {
    assertThat(row("{'id':1,'extra': " + value + " }")).containsEntry("extra", value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"a\": [1, 2.50, null]}", " [] ", "\"text\"", "17", "null", "{\"id\":\"x\"}"})
  void withoutASchemaADocumentIsTakenWholeBesideItsKey(String value) {
    schema = Optional.empty();

    assertThat(row(value))
        .isEqualTo(
            Map.of(
                "data",
                value.strip(),
                "key",
                "the key",
                "_kafka_partition",
                3L,
                "_kafka_offset",
                42L,
                "_kafka_ts",
                BROKER_MILLIS * 1000));
  }

  @Test
  void withoutASchemaATombstoneIsARowWithItsKey() {
    schema = Optional.empty();

    assertThat(decoded(record("k".getBytes(UTF_8), null)))
        .containsEntry("key", "k")
        .doesNotContainKey("data");
  }

  @Test
  void withASchemaATombstoneIsNoRow() {
    assertThat(format().read(record(null, null))).isEqualTo(Reading.Nothing.INSTANCE);
  }

  @Test
  void aKeyThatIsNoTextCannotStandBesideTheDocument() {
    schema = Optional.empty();

    assertThat(encode(record(new byte[] {0, 0, (byte) 0xFF}, "{}".getBytes(UTF_8))))
        .isEqualTo(new Encoded.Unfit("the text is not valid UTF-8", Optional.of("key")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1,\"a\":1}",
        "{\"a\":1,\"\\u0061\":1}",
        "{\"x\":[{\"b\":0,\"c\":{\"b\":1},\"b\":1}]}"
      })
  void aDocumentWithTwoFieldsOfOneNameIsUnfit(String value) {
    schema = Optional.empty();

    assertThat(encode(value))
        .isEqualTo(
            new Encoded.Unfit(
                "a JSON object has two fields of one name, BigQuery keeps one", Optional.empty()));
  }

  @Test
  void anyNumberOfFieldsIsLookedThroughForTwoOfOneName() {
    schema = Optional.empty();
    StringBuilder many = new StringBuilder("{");
    for (int i = 0; i < 300; i++) {
      many.append("\"f").append(i).append("\":{\"f\":1},");
    }

    assertThat(encode(many + "\"last\":1}")).isInstanceOf(Encoded.Row.class);
    assertThat(encode(many + "\"f7\":1}")).isInstanceOf(Encoded.Unfit.class);
  }

  @Test
  void aRecordWithoutATimeHasNoneAndSaysNothingOfLatency() {
    Encoded encoded = encode(at(-1));

    assertThat(decoded(at(-1))).doesNotContainKey("_kafka_ts");
    assertThat(((Encoded.Row) encoded).snapshot()).isTrue();
  }

  @Test
  void aRecordWhoseProducerGaveItAnImpossibleTimeIsUnfit() {
    assertThat(encode(at(Long.MAX_VALUE)))
        .isEqualTo(
            new Encoded.Unfit(
                "is outside of BigQuery's range, the years 0001 to 9999",
                Optional.of("_kafka_ts")));
  }

  private static SourceRecord at(long millis) {
    return new SourceRecord(
        new SourcePartition("clicks", 3),
        42,
        millis,
        null,
        "{\"id\":7}".getBytes(UTF_8),
        List.of());
  }

  @Test
  void aCloudEventInHeadersTellsItsIdentityAndItsTime() {
    header("ce_specversion", "1.0").header("ce_id", "e-1").header("ce_source", "/shop");
    header("ce_type", "order.made").header("ce_time", "2026-11-23T10:00:00.123456789+09:00");
    header("content-type", "application/json");

    assertThat(row("{'id':7}"))
        .containsEntry("_event_id", "e-1")
        .containsEntry("_event_source", "/shop")
        .containsEntry("_event_type", "order.made")
        .containsEntry("_event_ts", 1_795_395_600_123_456L);
    assertThat(((Encoded.Row) encode("{'id':7}")).commitMicros()).isEqualTo(1_795_395_600_123_456L);
  }

  @Test
  void aCloudEventAroundItsDataTellsTheSame() {
    header("Content-Type", "application/cloudevents+json; charset=UTF-8");

    assertThat(
            row(
                "{'specversion':'1.0','id':'e-1','data':{'id':7,'name':'Ann'},'source':'/shop','type':'order.made',"
                    + "'time':'2026-11-23T01:00:00Z','subject':'x','own':{'a':[1]}}"))
        .containsEntry("id", 7L)
        .containsEntry("name", "Ann")
        .containsEntry("_event_id", "e-1")
        .containsEntry("_event_source", "/shop")
        .containsEntry("_event_type", "order.made")
        .containsEntry("_event_ts", 1_795_395_600_000_000L);
  }

  @Test
  void theDataOfACloudEventAreTakenWholeWithoutASchema() {
    schema = Optional.empty();
    header("content-type", "application/cloudevents+json");

    assertThat(row("{'id':'e-1','data': [1, {'a':2}] }"))
        .containsEntry("data", "[1, {\"a\":2}]")
        .containsEntry("_event_id", "e-1");
    assertThat(row("{'id':'e-1'}")).doesNotContainKey("data").containsEntry("_event_id", "e-1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ce_time|yesterday|is infinite or no date at all, BigQuery's dates and times are finite",
        "ce_time|2026-11-23T10:00:00|has no offset from UTC",
        "ce_time|2026-02-30T10:00:00Z|is no date of the calendar",
        "content-type|application/cloudevents+avro|is a CloudEvent in another form than"
            + " application/cloudevents+json",
        "content-type|application/cloudevents-batch+json|is a CloudEvent in another form than"
            + " application/cloudevents+json",
      })
  void aMalformedAttributeMakesTheRecordUnfit(String name, String value, String reason) {
    header(name, value);

    assertThat(encode("{'id':7}")).isEqualTo(new Encoded.Unfit(reason, Optional.of(name)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'id':'e','data_base64':'AAE='}|data_base64|the event's data are bytes and no JSON",
        "{'id':'e','data':{'id':1},'data':{'id':2}}||the event has data twice",
        "{'id':'e','data':{'id':'x'}}|id|is no integer",
        "{'id':'e','data':{'id':1},'time':'now'}|time|is infinite or no date at all, BigQuery's"
            + " dates and times are finite",
      })
  void aMalformedEventIsUnfit(String document, @Nullable String column, String reason) {
    header("content-type", "application/cloudevents+json");

    assertThat(encode(document)).isEqualTo(new Encoded.Unfit(reason, Optional.ofNullable(column)));
  }

  @Test
  void aMirrorTakesADocumentAsTheRowOfItsKey() {
    mode = TableMode.MIRROR;

    assertThat(
            decoded(
                record(
                    "{\"id\":7}".getBytes(UTF_8), "{\"name\":\"Ann\",\"id\":7.0}".getBytes(UTF_8))))
        .isEqualTo(
            Map.of(
                "id", 7L,
                "name", "Ann",
                "_CHANGE_TYPE", "UPSERT",
                "_CHANGE_SEQUENCE_NUMBER", "000000000000002a",
                "_hayase_seq", "000000000000002a"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"id\":7}", "7", "\"7\"", " { \"id\" : 7 } "})
  void aTombstoneDeletesTheRowOfItsKey(String key) {
    mode = TableMode.MIRROR;

    assertThat(decoded(record(key.getBytes(UTF_8), null)))
        .isEqualTo(
            Map.of(
                "id", 7L,
                "_CHANGE_TYPE", "DELETE",
                "_CHANGE_SEQUENCE_NUMBER", "000000000000002a",
                "_hayase_seq", "000000000000002a"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"abc|abc", "\"abc\"|abc", "7|7", "a\"b\\c|a\"b\\c", "{\"id\":\"x\"}|x"})
  void aKeyOfOneColumnMayBePlainText(String key, String value) {
    mode = TableMode.MIRROR;
    schema = Optional.of(declared("[{\"name\": \"id\", \"type\": \"STRING\"}]"));

    assertThat(decoded(record(key.getBytes(UTF_8), null))).containsEntry("id", value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "{\"id\":7,\"name\":\"a\"}", "{}", "{\"id\":null}", "[7]", ""})
  void aTombstoneWhoseKeyIsNotTheTablesIsUnfit(String key) {
    mode = TableMode.MIRROR;

    assertThat(encode(record(key.getBytes(UTF_8), null))).isInstanceOf(Encoded.Unfit.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "none",
      value = {
        "none|the record has no key, and rows of a mirror are told apart by it",
        "8|the record's key is another one than its document's",
        "{\"id\":8}|the record's key is another one than its document's",
        "seven|is no integer",
        "{\"user\":7}|is in the record but not in the declared schema: declare it, or say"
            + " unknown-fields: ignore",
      })
  void aMirrorsDocumentHasTheKeyOfItsRecord(@Nullable String key, String reason) {
    mode = TableMode.MIRROR;

    Encoded encoded =
        encode(record(key == null ? null : key.getBytes(UTF_8), "{\"id\":7}".getBytes(UTF_8)));

    assertThat(encoded)
        .isInstanceOfSatisfying(
            Encoded.Unfit.class, unfit -> assertThat(unfit.reason()).isEqualTo(reason));
  }

  @Test
  void aKeyOfSeveralColumnsMayHaveThemInAnyOrder() {
    mode = TableMode.MIRROR;
    schema =
        Optional.of(
            TableSchema.declared(
                "[{\"name\":\"a\",\"type\":\"INT64\"},{\"name\":\"b\",\"type\":\"TIMESTAMP\"}]"
                    .getBytes(UTF_8),
                List.of("a", "b")));
    byte[] document = "{\"a\":1,\"b\":\"2026-11-23T10:00:00Z\"}".getBytes(UTF_8);

    assertThat(
            encode(
                record("{\"b\":\"2026-11-23T11:00:00+01:00\",\"a\":1}".getBytes(UTF_8), document)))
        .isInstanceOf(Encoded.Row.class);
    assertThat(encode(record("{\"a\":1}".getBytes(UTF_8), document)))
        .isInstanceOf(Encoded.Unfit.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'name':'a'}", "{'id':null}"})
  void aMirrorsDocumentHasItsKey(String document) {
    mode = TableMode.MIRROR;
    schema =
        Optional.of(
            TableSchema.declared(
                "[{\"name\":\"id\",\"type\":\"INT64\"},{\"name\":\"name\",\"type\":\"STRING\"}]"
                    .getBytes(UTF_8),
                List.of("id")));

    assertThat(encode(document))
        .isInstanceOfSatisfying(
            Encoded.Unfit.class, unfit -> assertThat(unfit.column()).contains("id"));
  }

  private JsonFormatTest header(String name, String value) {
    headers.add(new SourceRecord.Header(name, value.getBytes(UTF_8)));
    return this;
  }

  private JsonFormat format() {
    return new JsonFormat(schema, mode, new DocumentValues(times), rules);
  }

  private Map<String, Object> row(String document) {
    return decoded(record(document));
  }

  private Encoded encode(String document) {
    return encode(record(document));
  }

  private Encoded encode(SourceRecord record) {
    return ready().encode(record);
  }

  private RowEncoding ready() {
    JsonFormat format = format();
    TableSchema known = format.find("any").orElseThrow();
    TableShape shape = TableShape.EMPTY;
    for (Column column :
        TableDefinition.of(new TableRef("p", "d", "t"), mode, known, List.of()).columns()) {
      shape = shape.with(column, PresentColumn.of(column));
    }
    Compiled compiled = format.compile("any", known, mode, shape);
    assertThat(compiled).isInstanceOf(Compiled.Ready.class);
    return ((Compiled.Ready) compiled).encoding();
  }

  private Map<String, Object> decoded(SourceRecord record) {
    RowEncoding encoding = ready();
    Encoded encoded = encoding.encode(record);
    assertThat(encoded).isInstanceOf(Encoded.Row.class);
    try {
      FileDescriptorProto file =
          FileDescriptorProto.newBuilder()
              .addMessageType(RowMessages.descriptor(encoding.mode(), encoding.shape()))
              .build();
      DynamicMessage message =
          DynamicMessage.parseFrom(
              FileDescriptor.buildFrom(file, new FileDescriptor[0]).getMessageTypes().getFirst(),
              ((Encoded.Row) encoded).protobuf());
      assertThat(message.getUnknownFields().asMap()).isEmpty();
      return values(message);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static Map<String, Object> values(DynamicMessage message) {
    Map<String, Object> values = new TreeMap<>();
    for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
      Object value = field.getValue();
      values.put(
          field.getKey().getName(),
          value instanceof DynamicMessage inner ? values(inner).toString() : value);
    }
    return values;
  }

  private SourceRecord record(String document) {
    return record("the key".getBytes(UTF_8), document.replace('\'', '"').getBytes(UTF_8));
  }

  private SourceRecord record(byte @Nullable [] key, byte @Nullable [] value) {
    return new SourceRecord(
        new SourcePartition("clicks", 3), 42, BROKER_MILLIS, key, value, headers);
  }

  private static TableSchema declared(String json) {
    return TableSchema.declared(json.getBytes(UTF_8), List.of("id"));
  }
}
