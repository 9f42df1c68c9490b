package dev.hayase.loader.row;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.TextFormat;
import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.event.schema.TableSchema;
import dev.hayase.loader.bigquery.RowMessages;
import dev.hayase.records.row.ChangeRecord;
import dev.hayase.records.row.Encoded;
import dev.hayase.records.row.RowEncoder;
import dev.hayase.records.row.RowPlan;
import dev.hayase.records.table.OwnColumns;
import dev.hayase.records.table.PresentColumn;
import dev.hayase.records.table.TableDefinition;
import dev.hayase.records.table.TableMode;
import dev.hayase.records.table.TableRef;
import dev.hayase.records.table.TableShape;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Structs and lists, decoded with Google's protobuf.
class NestedRowTest {
  private static final Column ID = Column.nullable("id", ColumnType.INT64);
  private static final Column TAGS =
      Column.nullable("tags", ColumnType.STRING).in(Column.Mode.REPEATED);
  private static final Column ITEMS =
      struct(
              "items",
              Column.nullable("sku", ColumnType.STRING),
              Column.nullable("prices", ColumnType.FLOAT64).in(Column.Mode.REPEATED),
              struct("size", Column.nullable("w", ColumnType.INT64)))
          .in(Column.Mode.REPEATED);

  private final RowEncoder encoder = new RowEncoder();

  @Test
  void structsAndListsArriveAsTheyStand() throws Exception {
    String after =
        "{'id':7,'tags':['a','','c'],'items':[{'sku':'x','prices':[1.5,'NaN'],'size':{'w':3}},{'sku':null,'prices':[],'size':null}]}";

    assertThat(text(row(after)))
        .isEqualTo(
            """
            id: 7
            tags: "a"
            tags: ""
            tags: "c"
            items {
              sku: "x"
              prices: 1.5
              prices: NaN
              size {
                w: 3
              }
            }
            items {
            }
            """);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 125, 126, 127, 128, 16_381, 16_382, 16_383, 16_384, 3_000_000})
  void aStructOfAnyLengthArrives(int length) throws Exception {
    String text = "x".repeat(length);

    DynamicMessage row =
        row(
            "{'id':7,'tags':[],'items':[{'sku':'"
                + text
                + "','prices':[],'size':{'w':1}},{'sku':'next','prices':[],'size':null}]}");

    List<?> items = (List<?>) row.getField(row.getDescriptorForType().findFieldByName("items"));
    assertThat(items).hasSize(2);
    assertThat(sku(items.get(0))).isEqualTo(text);
    assertThat(sku(items.get(1))).isEqualTo("next");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'id':1,'tags':['a',null],'items':[]}|tags[1]|is null, and BigQuery's arrays hold no NULL",
        "{'id':1,'tags':['a',7],'items':[]}|tags[1]|is not the JSON string it should be",
        "{'id':1,'tags':'a','items':[]}|tags|is not the JSON array it should be",
        "{'id':1,'tags':[],'items':[{'sku':'x','prices':[1,[2]],'size':null}]}|items[0].prices[1]|is"
            + " no number",
        "{'id':1,'tags':[],'items':[{'sku':'x','prices':[],'size':{'w':'wide'}}]}|items[0].size.w|is"
            + " no number",
        "{'id':1,'tags':[],'items':[{'sku':'x','prices':[],'size':[]}]}|items[0].size|is not the"
            + " JSON object it should be",
        "{'id':1,'tags':[],'items':[{'sku':'x','prices':[]}]}|items[0].size|is in the record's"
            + " schema but not in the record",
        "{'id':1,'tags':[],'items':[{'sku':'x','prices':[],'size':{'w':1,'h':2}}]}|items[0].size.h|is"
            + " in the record but not in the record's schema",
      })
  void whatDoesNotFitIsNamedByItsPath(String after, String column, String reason) {
    assertThat(encoder.encode(plan(), change(after)))
        .isEqualTo(new Encoded.Unfit(reason, Optional.of(column)));
  }

  @Test
  void whatIsNestedDeeperThanBigQueryAllowsIsAConflict() {
    Column deep = Column.nullable("leaf", ColumnType.STRING);
    for (int depth = 15; depth >= 1; depth--) {
      deep = struct("s" + depth, deep);
    }
    assertThat(compile(List.of(deep))).isInstanceOf(RowPlan.Compiled.Ready.class);

    assertThat(compile(List.of(struct("s0", deep))))
        .isEqualTo(
            new RowPlan.Compiled.Conflict(
                "s0.s1.s2.s3.s4.s5.s6.s7.s8.s9.s10.s11.s12.s13.s14.s15",
                "is nested deeper than the 15 levels of BigQuery"));
  }

  @Test
  void aListInPlaceOfAValueIsAConflict() {
    TableSchema schema = TableSchema.of(List.of(TAGS), List.of());
    Column single = TAGS.in(Column.Mode.NULLABLE);
    TableShape shape = TableShape.EMPTY.with(single, PresentColumn.of(single));

    assertThat(RowPlan.compile(schema, TableMode.HISTORY, shape))
        .isEqualTo(
            new RowPlan.Compiled.Conflict("tags", "is a list in the source and none in BigQuery"));
  }

  @Test
  void fieldsThatAStructGetsLaterKeepTheNumbersOfTheOthers() {
    Column wider =
        struct(
            "size",
            Column.nullable("depth", ColumnType.INT64),
            Column.nullable("w", ColumnType.INT64));
    Column narrow = struct("size", Column.nullable("w", ColumnType.INT64));

    TableShape before = TableShape.EMPTY.with(narrow, PresentColumn.of(narrow));
    TableShape after = before.with(wider, PresentColumn.of(wider));

    assertThat(before.columns().getFirst().fields()).extracting("name").containsExactly("w");
    assertThat(after.columns().getFirst().fields())
        .extracting("name", "number")
        .containsExactly(tuple("w", 1), tuple("depth", 2));
  }

  private static String sku(Object item) {
    DynamicMessage message = (DynamicMessage) item;
    return (String) message.getField(message.getDescriptorForType().findFieldByName("sku"));
  }

  private static String text(DynamicMessage row) {
    DynamicMessage.Builder values = row.toBuilder();
    for (String own :
        List.of(
            OwnColumns.OPERATION,
            OwnColumns.COMMITTED_AT,
            OwnColumns.SEQUENCE,
            OwnColumns.PARTITION,
            OwnColumns.OFFSET)) {
      values.clearField(row.getDescriptorForType().findFieldByName(own));
    }
    return TextFormat.printer().printToString(values.build());
  }

  private DynamicMessage row(String after) throws Exception {
    RowPlan plan = plan();
    Encoded encoded = encoder.encode(plan, change(after));
    assertThat(encoded).isInstanceOf(Encoded.Row.class);
    return DynamicMessage.parseFrom(descriptor(plan), ((Encoded.Row) encoded).protobuf());
  }

  private static Descriptor descriptor(RowPlan plan) throws Exception {
    FileDescriptorProto file =
        FileDescriptorProto.newBuilder()
            .setName("row.proto")
            .addMessageType(RowMessages.descriptor(plan))
            .build();
    return FileDescriptor.buildFrom(file, new FileDescriptor[0]).getMessageTypes().getFirst();
  }

  private static RowPlan plan() {
    return ((RowPlan.Compiled.Ready) compile(List.of(ID, TAGS, ITEMS))).plan();
  }

  private static RowPlan.Compiled compile(List<Column> columns) {
    TableSchema schema = TableSchema.of(columns, List.of());
    TableShape shape = TableShape.EMPTY;
    for (Column column :
        TableDefinition.of(new TableRef("p", "d", "t"), TableMode.HISTORY, schema, List.of())
            .columns()) {
      shape = shape.with(column, PresentColumn.of(column));
    }
    return RowPlan.compile(schema, TableMode.HISTORY, shape);
  }

  private static ChangeRecord change(String after) {
    String value =
        "{\"op\":\"c\",\"source\":{\"ts_ms\":1},\"after\":" + after.replace('\'', '"') + "}";
    return new ChangeRecord(null, value.getBytes(UTF_8), "1/2", null, 0, 9);
  }

  private static Column struct(String name, Column... fields) {
    return new Column(
        name,
        ColumnType.STRUCT,
        Column.Mode.NULLABLE,
        OptionalLong.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        List.of(fields));
  }
}
