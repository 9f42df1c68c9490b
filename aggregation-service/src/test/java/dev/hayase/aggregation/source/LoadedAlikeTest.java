package dev.hayase.aggregation.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.engine.value.Layout;
import dev.hayase.engine.value.Row;
import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.Column.Mode;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.event.schema.TableSchema;
import dev.hayase.event.wire.Headers;
import dev.hayase.pipeline.TopicSettings.Documents;
import dev.hayase.pipeline.TopicSettings.IntegerTimes;
import dev.hayase.pipeline.TopicSettings.UnknownFields;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The verdicts of `loader-service/TYPES.md`, which the loader's own test keeps true, hold here: a
/// record that is parked there is unread here for the same reason, and any other value is the same.
class LoadedAlikeTest {
  private static final Path PAGE = Path.of("../loader-service/TYPES.md");
  private static final String PARKED = "parked: ";
  private static final Column STRUCT =
      TableSchema.declared(
              """
              [{"name": "v", "type": "STRUCT", "fields": [
                {"name": "a", "type": "INT64"}, {"name": "b", "type": "STRING"}]}]
              """
                  .getBytes(UTF_8),
              List.of())
          .columns()
          .getFirst();

  static Stream<Arguments> samples() throws IOException {
    List<Arguments> samples = new ArrayList<>();
    List<String> lines = Files.readAllLines(PAGE);
    String heading = "";
    boolean values = false;
    for (String line : lines) {
      if (line.startsWith("## ")) {
        values = line.equals("## Values in JSON");
      } else if (line.startsWith("### ")) {
        heading = line.substring(4);
      } else if (values && line.startsWith("| `") && !heading.startsWith("Integers")) {
        String[] cells = line.substring(2, line.length() - 2).split(" \\| ", -1);
        assertThat(cells).hasSize(3);
        samples.add(Arguments.of(heading, code(cells[0]), cells[1], cells[2]));
      }
    }
    return samples.stream();
  }

  private static Column column(String heading) {
    return switch (heading) {
      case "STRUCT" -> STRUCT;
      case "A list (REPEATED INT64)" -> Column.nullable("v", ColumnType.INT64).in(Mode.REPEATED);
      default -> Column.nullable("v", ColumnType.valueOf(heading));
    };
  }

  @ParameterizedTest
  @MethodSource("samples")
  void changeRecordsAreJudgedAsThePageSays(
      String heading, String json, String inChanges, String inDocuments) {
    Column id = Column.nullable("id", ColumnType.INT64);
    TableSchema schema = TableSchema.of(List.of(id, column(heading)), List.of("id"));
    Topic topic = Topic.ofChanges(schema, new Layout(List.of(column(heading))));
    String value =
        "{\"before\":null,\"after\":{\"id\":1,\"v\":%s},\"source\":{\"ts_ms\":1},\"op\":\"c\",\"ts_ms\":1}"
            .formatted(json);
    Decoded decoded =
        topic.read(
            "{\"id\":1}",
            value,
            Map.of(
                Headers.SCHEMA,
                schema.fingerprint().hex(),
                Headers.SEQUENCE,
                "0000000000000001/0000000000000002"));
    assertThat(said(decoded)).isEqualTo(cell(inChanges));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void documentsAreJudgedAsThePageSays(
      String heading, String json, String inChanges, String inDocuments) {
    Column column = column(heading);
    Topic topic =
        Topic.ofDocuments(
            Documents.DEFAULT,
            Optional.of(TableSchema.of(List.of(column), List.of())),
            new Layout(List.of(column)));
    assertThat(said(topic.read(null, "{\"v\":" + json + "}", Map.of())))
        .isEqualTo(cell(inDocuments));
  }

  @ParameterizedTest
  @CsvSource({
    "SECONDS, 1700000000, 2023-11-14T22:13:20Z",
    "MILLISECONDS, 1700000000, 1970-01-20T16:13:20Z",
    "MICROSECONDS, 253402300799999999, 9999-12-31T23:59:59.999999Z",
    "NANOSECONDS, 1700000000, 1970-01-01T00:00:01.700Z"
  })
  void integersAreMomentsOfTheUnitThatThePipelineSays(
      IntegerTimes unit, String json, String expected) throws IOException {
    Column at = Column.nullable("v", ColumnType.TIMESTAMP);
    Topic topic =
        Topic.ofDocuments(
            new Documents(UnknownFields.PARK, Optional.of(unit)),
            Optional.of(TableSchema.of(List.of(at), List.of())),
            new Layout(List.of(at)));
    assertThat(said(topic.read(null, "{\"v\":" + json + "}", Map.of()))).isEqualTo(expected);
    assertThat(Files.readString(PAGE))
        .contains("| `" + unit.name().toLowerCase(Locale.ROOT) + "` |")
        .contains("`" + expected + "`");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"name":"s","type":"STRING","maxLength":"3"}                       | "abc"   | abc
          {"name":"s","type":"STRING","maxLength":"3"}                       | "abcd"  | parked: is longer
          {"name":"s","type":"BYTES","maxLength":"2"}                        | "AAE="  | AAE=
          {"name":"s","type":"BYTES","maxLength":"2"}                        | "AAEC"  | parked: is longer
          {"name":"s","type":"NUMERIC","precision":"4","scale":"1"}          | "123.4" | 123.4
          {"name":"s","type":"NUMERIC","precision":"4","scale":"1"}          | "1234.5"| parked: has more
          {"name":"s","type":"NUMERIC","precision":"4","scale":"1"}          | "1.25"  | parked: has more
          {"name":"s","type":"STRING","mode":"REQUIRED"}                     | null    | parked: is null and REQUIRED
          """)
  void limitsThatTheSchemaDeclaresAreKept(String column, String json, String expected) {
    TableSchema schema = TableSchema.declared(("[" + column + "]").getBytes(UTF_8), List.of());
    Topic topic =
        Topic.ofDocuments(Documents.DEFAULT, Optional.of(schema), new Layout(schema.columns()));
    assertThat(said(topic.read(null, "{\"s\":" + json + "}", Map.of()))).startsWith(expected);
  }

  @Test
  void aRequiredFieldThatIsMissingMakesALetterAlsoWhereNobodyReadsIt() {
    TableSchema schema =
        TableSchema.declared(
            "[{\"name\":\"a\",\"type\":\"STRING\",\"mode\":\"REQUIRED\"},{\"name\":\"b\",\"type\":\"STRING\"}]"
                .getBytes(UTF_8),
            List.of());
    Topic topic =
        Topic.ofDocuments(
            Documents.DEFAULT,
            Optional.of(schema),
            new Layout(List.of(Column.nullable("b", ColumnType.STRING))));
    assertThat(said(topic.read(null, "{\"b\":\"x\"}", Map.of())))
        .isEqualTo("parked: is REQUIRED and not in the record (`a`)");
  }

  @Test
  void whatIsParkedIsToldWithTheLoadersCode() {
    Column n = Column.nullable("n", ColumnType.INT64);
    Topic topic =
        Topic.ofDocuments(
            Documents.DEFAULT,
            Optional.of(TableSchema.of(List.of(n), List.of())),
            new Layout(List.of(n)));
    assertThat(topic.read(null, "{\"n\":\"x\"}", Map.of()))
        .isInstanceOfSatisfying(
            Decoded.Unreadable.class, why -> assertThat(why.code()).isEqualTo("unfit-value"));
    assertThat(topic.read(null, "[]", Map.of()))
        .isInstanceOfSatisfying(
            Decoded.Unreadable.class, why -> assertThat(why.code()).isEqualTo("malformed-record"));
    assertThat(topic.read(null, null, Map.of())).isInstanceOf(Decoded.Nothing.class);
  }

  @Test
  void aValueThatTheCaptureDidNotResolveIsNeverComputedWith() {
    Column id = Column.nullable("id", ColumnType.INT64);
    Column note = Column.nullable("note", ColumnType.STRING);
    TableSchema schema = TableSchema.of(List.of(id, note), List.of("id"));
    Topic topic = Topic.ofEnvelopes(Optional.of(schema), new Layout(List.of(id)));
    String value =
        "{\"before\":null,\"after\":{\"id\":1,\"note\":\"__debezium_unavailable_value\"},"
            + "\"source\":{\"ts_ms\":1,\"lsn\":7},\"op\":\"u\",\"ts_ms\":1}";
    assertThat(topic.read("{\"id\":1}", value, Map.of()))
        .isInstanceOfSatisfying(
            Decoded.Unreadable.class,
            why -> {
              assertThat(why.reason())
                  .isEqualTo(
                      "Column 'note' is missing: the capture did not resolve an unchanged TOAST value");
              assertThat(why.remedy()).contains("REPLICA IDENTITY FULL");
            });
  }

  @Test
  void anEventInStructuredModeIsItsData() {
    Column n = Column.nullable("n", ColumnType.INT64);
    Column type = Column.nullable("_event_type", ColumnType.STRING);
    Topic topic =
        Topic.ofDocuments(
            Documents.DEFAULT,
            Optional.of(TableSchema.of(List.of(n), List.of())),
            new Layout(List.of(n, type)));
    String event =
        "{\"specversion\":\"1.0\",\"id\":\"e1\",\"source\":\"web\",\"type\":\"click\",\"data\":{\"n\":7}}";
    assertThat(topic.read(null, event, Map.of("content-type", "application/cloudevents+json")))
        .isInstanceOfSatisfying(
            Decoded.Event.class, read -> assertThat(read.row()).isEqualTo(new Row(7L, "click")));
  }

  /// What the page would say.
  private static String said(Decoded decoded) {
    return switch (decoded) {
      case Decoded.Change change -> text(row(change.row()).get(0));
      case Decoded.Event event -> text(event.row().get(0));
      case Decoded.Unreadable why -> PARKED + reason(why.reason());
      case Decoded.Control _, Decoded.Truncate _, Decoded.Nothing _, Decoded.Halting _ ->
          decoded.toString();
    };
  }

  private static Row row(@Nullable Row row) {
    assertThat(row).isNotNull();
    return row == null ? Row.EMPTY : row;
  }

  /// The page names only columns within the value, and its column is `v`.
  private static String reason(String reason) {
    if (!reason.startsWith("Column '")) {
      return reason;
    }
    int end = reason.indexOf('\'', 8);
    String column = reason.substring(8, end);
    String why = reason.substring(end + 2);
    return column.equals("v") || column.equals("s") ? why : why + " (`" + column + "`)";
  }

  private static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "NULL";
      case BigDecimal decimal -> decimal.toPlainString();
      case ByteBuffer bytes -> {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        yield Base64.getEncoder().encodeToString(copy);
      }
      case Row struct ->
          IntStream.range(0, struct.size())
              .mapToObj(i -> STRUCT.fields().get(i).name() + ": " + text(struct.get(i)))
              .collect(Collectors.joining(", ", "(", ")"));
      default -> value.toString();
    };
  }

  private static String cell(String cell) {
    if (cell.startsWith(PARKED)) {
      return cell;
    }
    return cell.equals("(empty)") ? "" : code(cell).replace("\\u0000", "\0");
  }

  private static String code(String cell) {
    return cell.substring(1, cell.length() - 1);
  }
}
