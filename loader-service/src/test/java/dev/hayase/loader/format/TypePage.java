package dev.hayase.loader.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.event.schema.TableSchema;
import dev.hayase.event.wire.Headers;
import dev.hayase.loader.bigquery.RowMessages;
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
import dev.hayase.records.table.Fit;
import dev.hayase.records.table.PresentColumn;
import dev.hayase.records.table.TableDefinition;
import dev.hayase.records.table.TableMode;
import dev.hayase.records.table.TableRef;
import dev.hayase.records.table.TableShape;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The page TYPES.md: what the loader's own code makes of each sample.
final class TypePage {
  private static final String COLUMN = "v";
  private static final Column STRUCT =
      new Column(
          COLUMN,
          ColumnType.STRUCT,
          Column.Mode.NULLABLE,
          OptionalLong.empty(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          List.of(Column.nullable("a", ColumnType.INT64), Column.nullable("b", ColumnType.STRING)));
  private static final Column LIST =
      Column.nullable(COLUMN, ColumnType.INT64).in(Column.Mode.REPEATED);

  private TypePage() {}

  static String markdown() {
    StringBuilder page = new StringBuilder(head());
    page.append(postgres());
    page.append("\n## Values in JSON\n");
    for (ColumnType type : ColumnType.values()) {
      page.append("\n### ").append(type).append("\n\n");
      section(page, column(type), TypeSamples.of(type));
    }
    page.append("\n### A list (REPEATED INT64)\n\n");
    section(page, LIST, TypeSamples.lists());
    page.append(moments());
    page.append(otherTypes());
    return page.toString();
  }

  private static String head() {
    return """
    # Types

    What becomes of a value, by the type of its column. The tables are made by the loader's own code
    (`src/test/java/dev/hayase/loader/format/TypePage.java`), and a test keeps them true: each value went through the encoder, and what
    is shown is what the row then says. A value arrives as what it was, or its record is parked in the dead letters with the reason.

    - Hayase's own change records have one form for each type; what their schema says is what they hold.
    - `format: json` takes what other producers write: the same, and the forms that mean the same and cannot be mistaken. Lengths,
      precisions and REQUIRED, where the declared schema has them, are kept, and what breaks them is parked.
    - `null` is NULL. A field that is missing is NULL, too, in `format: json`; in change records it is an error of the record.
    - A REPEATED column is never NULL: `null` and a missing field are the empty list, as BigQuery itself keeps them.
    - A number is the FLOAT64 that is nearest to it, as JSON's numbers are read everywhere; but an integer that FLOAT64 does not give
      back is parked. NaN and infinities are strings, and stay what they are.
    - INTERVAL and GEOGRAPHY go to BigQuery as their text, which refuses what it cannot read; then the record is parked.

    """;
  }

  private static String postgres() {
    StringBuilder text =
        new StringBuilder(
            """
            ## PostgreSQL

            Each type with its extremes, as the capture writes it (which the capture's own tests keep true) and as it then arrives. A
            type that is not here travels as its text, in a STRING.

            | PostgreSQL | BigQuery | as PostgreSQL prints it | arrives as |
            | --- | --- | --- | --- |
            """);
    for (PostgresValues.Value value : PostgresValues.all()) {
      text.append(
          "| `%s` | %s | %s | %s |\n"
              .formatted(
                  value.sourceType(),
                  value.column().type(),
                  code(value.text()),
                  change(value.schema(), value.json())));
    }
    return text.toString();
  }

  private static Column column(ColumnType type) {
    return type == ColumnType.STRUCT ? STRUCT : Column.nullable(COLUMN, type);
  }

  private static void section(StringBuilder page, Column column, List<String> samples) {
    page.append("| JSON | in change records | in `format: json` |\n| --- | --- | --- |\n");
    for (String sample : samples) {
      page.append("| ")
          .append(code(sample))
          .append(" | ")
          .append(change(column, sample))
          .append(" | ")
          .append(document(column, sample, IntegerTimes.REFUSED))
          .append(" |\n");
    }
  }

  private static String change(Column column, String json) {
    return change(TableSchema.of(List.of(column), List.of()), json);
  }

  private static String change(TableSchema schema, String json) {
    String value = "{\"op\":\"c\",\"source\":{\"ts_ms\":1},\"after\":{\"v\":" + json + "}}";
    return result(
        new HayaseFormat(),
        schema,
        TableMode.HISTORY,
        schema.columns().getFirst(),
        record(
            value,
            new SourceRecord.Header(
                Headers.SEQUENCE, "0000000000000001/0000000000000002".getBytes(UTF_8))));
  }

  private static String document(Column column, String json, IntegerTimes times) {
    TableSchema schema = TableSchema.of(List.of(column), List.of());
    JsonFormat format =
        new JsonFormat(
            Optional.of(schema), TableMode.APPEND, new DocumentValues(times), FieldRules.OPTIONAL);
    return result(format, schema, TableMode.APPEND, column, record("{\"v\":" + json + "}"));
  }

  private static SourceRecord record(String value, SourceRecord.Header... headers) {
    return new SourceRecord(
        new SourcePartition("t", 0), 0, 0, null, value.getBytes(UTF_8), List.of(headers));
  }

  private static String result(
      RecordFormat format, TableSchema schema, TableMode mode, Column column, SourceRecord record) {
    TableShape shape = TableShape.EMPTY;
    for (Column wanted :
        TableDefinition.of(new TableRef("p", "d", "t"), mode, schema, List.of()).columns()) {
      shape = shape.with(wanted, PresentColumn.of(wanted));
    }
    return switch (format.compile("any", schema, mode, shape)) {
      case Compiled.Conflict conflict -> "parked: " + conflict.reason();
      case Compiled.Ready(RowEncoding encoding) ->
          switch (encoding.encode(record)) {
            case Encoded.Unfit unfit -> "parked: " + unfit.reason() + place(unfit);
            case Encoded.Row row -> code(loaded(column, encoding, row));
          };
    };
  }

  /// Where in a struct or a list the fault is.
  private static String place(Encoded.Unfit unfit) {
    return unfit.column().filter(c -> !c.equals(COLUMN)).map(c -> " (`" + c + "`)").orElse("");
  }

  private static String loaded(Column column, RowEncoding encoding, Encoded.Row row) {
    try {
      FileDescriptorProto file =
          FileDescriptorProto.newBuilder()
              .addMessageType(RowMessages.descriptor(encoding.mode(), encoding.shape()))
              .build();
      DynamicMessage message =
          DynamicMessage.parseFrom(
              FileDescriptor.buildFrom(file, new FileDescriptor[0]).getMessageTypes().getFirst(),
              row.protobuf());
      FieldDescriptor field = message.getDescriptorForType().findFieldByName(COLUMN);
      if (field.isRepeated()) {
        return ((List<?>) message.getField(field)).toString();
      }
      return column.type() == ColumnType.STRUCT
          ? struct((DynamicMessage) message.getField(field))
          : LoadedText.of(column.type(), message.getField(field));
    } catch (DescriptorValidationException | InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private static String struct(DynamicMessage message) {
    return message.getDescriptorForType().getFields().stream()
        .map(f -> f.getName() + ": " + (message.hasField(f) ? message.getField(f) : "NULL"))
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private static String moments() {
    StringBuilder text =
        new StringBuilder(
            """

            ### Integers as TIMESTAMP

            In `format: json` an integer is a moment of the unit that `integer-times` says, and parked without it.

            | `integer-times` | 1700000000 | first | last |
            | --- | --- | --- | --- |
            """);
    Map<IntegerTimes, List<String>> extremes =
        Map.of(
            IntegerTimes.SECONDS, List.of("-62135596800", "253402300799"),
            IntegerTimes.MILLISECONDS, List.of("-62135596800000", "253402300799999"),
            IntegerTimes.MICROSECONDS, List.of("-62135596800000000", "253402300799999999"),
            IntegerTimes.NANOSECONDS, List.of("-9223372036854775000", "9223372036854775000"));
    for (IntegerTimes unit : IntegerTimes.values()) {
      List<String> ends = extremes.get(unit);
      if (ends != null) {
        Column column = Column.nullable(COLUMN, ColumnType.TIMESTAMP);
        text.append(
            "| `%s` | %s |"
                .formatted(
                    unit.name().toLowerCase(Locale.ROOT), document(column, "1700000000", unit)));
        ends.forEach(end ->
            text.append(" ")
                .append(code(end))
                .append(": ")
                .append(document(column, end, unit))
                .append(" |"));
        text.append('\n');
      }
    }
    return text.toString();
  }

  private static String otherTypes() {
    List<ColumnType> types =
        Arrays.stream(ColumnType.values()).filter(t -> t != ColumnType.STRUCT).toList();
    StringBuilder text =
        new StringBuilder(
            """

            ## A column of another type

            The source's type stands in the row, the type that the table has in the column. *loads*: each value exactly, or parked.
            *widens*: with `on-type-conflict: widen` the table's column gets the source's type. Empty: the values go into a side column, or
            their records to the dead letters, as `on-type-conflict` says.

            | |\
            """);
    types.forEach(type -> text.append(' ').append(type).append(" |"));
    text.append("\n| --- |").append(" --- |".repeat(types.size())).append('\n');
    for (ColumnType source : types) {
      text.append("| **").append(source).append("** |");
      types.forEach(there -> text.append(' ').append(fit(source, there)).append(" |"));
      text.append('\n');
    }
    return text.toString();
  }

  private static String fit(ColumnType source, ColumnType there) {
    Function<ColumnType, Column> column = type -> Column.nullable(COLUMN, type);
    return switch (Fit.between(column.apply(source), PresentColumn.of(column.apply(there)))) {
      case Fit.Fits _ -> "loads";
      case Fit.Widens widens ->
          widens.unproved() ? "widens, if no value in the table is lost" : "widens";
      case Fit.Conflicts _ -> "";
    };
  }

  private static String code(String text) {
    String printable =
        text.codePoints()
            .mapToObj(c -> c < ' ' ? "\\u%04x".formatted(c) : Character.toString(c))
            .collect(Collectors.joining())
            .replace("|", "\\|");
    return printable.isEmpty() ? "(empty)" : "`" + printable + "`";
  }
}
