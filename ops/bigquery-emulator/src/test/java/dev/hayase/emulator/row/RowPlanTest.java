package dev.hayase.emulator.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.bigquery.storage.v1.AnnotationsProto;
import com.google.gson.JsonParser;
import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.Duration;
import com.google.protobuf.ExtensionRegistry;
import com.google.protobuf.Int64Value;
import com.google.protobuf.TextFormat;
import com.google.protobuf.Timestamp;
import com.google.protobuf.UnknownFieldSet;
import dev.hayase.emulator.catalog.TableSchema;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Rows as raw bytes: what no generated class would write, too.
class RowPlanTest {
  @Test
  void theWellKnownTypesAreReadUnderTheirOwnNames() throws Exception {
    // Given
    RowPlan plan =
        plan(
            """
            {name:"t",type:"TIMESTAMP"},{name:"i",type:"INTERVAL"},{name:"n",type:"INTEGER"}
            """,
            """
            name:"Row"
            field{name:"t" number:1 label:LABEL_OPTIONAL type:TYPE_MESSAGE type_name:".google.protobuf.Timestamp"}
            field{name:"i" number:2 label:LABEL_OPTIONAL type:TYPE_MESSAGE type_name:".google.protobuf.Duration"}
            field{name:"n" number:3 label:LABEL_OPTIONAL type:TYPE_MESSAGE type_name:".google.protobuf.Int64Value"}
            """);

    // When
    @Nullable Object[] values =
        decode(
            plan,
            row()
                .addField(
                    1,
                    bytes(
                        Timestamp.newBuilder().setSeconds(5).setNanos(7999).build().toByteString()))
                .addField(2, bytes(Duration.newBuilder().setSeconds(-90).build().toByteString()))
                .addField(3, bytes(Int64Value.of(0).toByteString())));

    // Then
    assertThat(values).containsExactly(5_000_007L, new Interval(0, 0, -90_000_000), 0L);
  }

  @Test
  void aRangeIsAMessageWhoseUnsetEndIsUnbounded() throws Exception {
    // Given
    RowPlan plan =
        plan(
            "{name:\"r\",type:\"RANGE\",rangeElementType:{type:\"DATE\"}}",
            """
            name:"Row"
            nested_type{name:"R"
              field{name:"start" number:1 label:LABEL_OPTIONAL type:TYPE_INT32}
              field{name:"end" number:2 label:LABEL_OPTIONAL type:TYPE_INT32}}
            field{name:"r" number:1 label:LABEL_OPTIONAL type:TYPE_MESSAGE type_name:"R"}
            """);

    // When
    @Nullable Object[] values =
        decode(plan, row().addField(1, bytes(row().addField(1, varint(5)).build().toByteString())));

    // Then
    assertThat(values).containsExactly(new Range(5L, null));
    UnknownFieldSet.Builder empty =
        row()
            .addField(
                1,
                bytes(row().addField(1, varint(5)).addField(2, varint(5)).build().toByteString()));
    assertThatThrownBy(() -> decode(plan, empty))
        .hasMessage("Range start element must be smaller than range end element on field r.");
  }

  @Test
  void anEnumIsItsNumberOrItsNameAndAbsentWhenUnknown() throws Exception {
    // Given
    RowPlan plan =
        plan(
            "{name:\"n\",type:\"INT64\"},{name:\"s\",type:\"STRING\"},{name:\"u\",type:\"STRING\"}",
            """
            name:"Row"
            enum_type{name:"E" value{name:"ZERO" number:0} value{name:"SEVEN" number:7}}
            field{name:"n" number:1 label:LABEL_OPTIONAL type:TYPE_ENUM type_name:"E"}
            field{name:"s" number:2 label:LABEL_OPTIONAL type:TYPE_ENUM type_name:"E"}
            field{name:"u" number:3 label:LABEL_OPTIONAL type:TYPE_ENUM type_name:"E"}
            """);

    // When
    @Nullable Object[] values =
        decode(plan, row().addField(1, varint(7)).addField(2, varint(7)).addField(3, varint(8)));

    // Then
    assertThat(values).containsExactly(7L, "SEVEN", null);
  }

  @Test
  void aMessageThatComesTwiceIsMergedAndAGroupIsAMessage() throws Exception {
    // Given
    RowPlan plan =
        plan(
            """
            {name:"s",type:"RECORD",fields:[{name:"a",type:"INT64"},{name:"b",type:"INT64",mode:"REPEATED"}]},
            {name:"g",type:"RECORD",fields:[{name:"a",type:"INT64"}]}
            """,
            """
            name:"Row"
            nested_type{name:"S"
              field{name:"a" number:1 label:LABEL_OPTIONAL type:TYPE_INT64}
              field{name:"b" number:2 label:LABEL_REPEATED type:TYPE_INT64}}
            nested_type{name:"G" field{name:"a" number:1 label:LABEL_OPTIONAL type:TYPE_INT64}}
            field{name:"s" number:1 label:LABEL_OPTIONAL type:TYPE_MESSAGE type_name:"S"}
            field{name:"g" number:2 label:LABEL_OPTIONAL type:TYPE_GROUP type_name:"G"}
            """);
    ByteString first = row().addField(1, varint(1)).addField(2, varint(2)).build().toByteString();
    ByteString packed =
        row().addField(2, bytes(ByteString.copyFrom(new byte[] {3, 4}))).build().toByteString();

    // When
    @Nullable Object[] values =
        decode(
            plan,
            row()
                .addField(1, bytes(first))
                .mergeField(1, bytes(packed))
                .addField(
                    2,
                    UnknownFieldSet.Field.newBuilder()
                        .addGroup(row().addField(1, varint(9)).build())
                        .build()));

    // Then
    assertThat((@Nullable Object[]) values[0]).containsExactly(1L, List.of(2L, 3L, 4L));
    assertThat((@Nullable Object[]) values[1]).containsExactly(9L);
  }

  @Test
  void requiredColumnsAreRequiredAtAnyDepth() throws Exception {
    // Given
    RowPlan plan =
        plan(
            """
            {name:"l",type:"RECORD",mode:"REPEATED",fields:[
              {name:"s",type:"RECORD",fields:[{name:"a",type:"INT64",mode:"REQUIRED"}]}]}
            """,
            """
            name:"Row"
            nested_type{name:"L"
              nested_type{name:"S" field{name:"a" number:1 label:LABEL_OPTIONAL type:TYPE_INT64}}
              field{name:"s" number:1 label:LABEL_OPTIONAL type:TYPE_MESSAGE type_name:"S"}}
            field{name:"l" number:1 label:LABEL_REPEATED type:TYPE_MESSAGE type_name:"L"}
            """);

    // When
    UnknownFieldSet.Builder without =
        row().addField(1, bytes(row().addField(1, bytes(ByteString.EMPTY)).build().toByteString()));

    // Then
    assertThat(decode(plan, row().addField(1, bytes(ByteString.EMPTY)))).hasSize(1);
    assertThatThrownBy(() -> decode(plan, without))
        .hasMessage("Field l.s.a is REQUIRED but is NULL or missing.");
  }

  @Test
  void aColumnThatProtobufCannotNameIsNamedByAnOption() throws Exception {
    // Given
    RowPlan plan =
        plan(
            """
            {name:"Größe in cm",type:"INT64"},
            {name:"s",type:"RECORD",fields:[{name:"1st",type:"INT64"}]}
            """,
            """
            name:"Row"
            nested_type{name:"S"
              field{name:"col_MXN0" number:1 label:LABEL_OPTIONAL type:TYPE_INT64
                options{[google.cloud.bigquery.storage.v1.column_name]:"1st"}}}
            field{name:"col_R3LDtsOfZSBpbiBjbQ" number:1 label:LABEL_OPTIONAL type:TYPE_INT64
              options{[google.cloud.bigquery.storage.v1.column_name]:"größe in CM"}}
            field{name:"s" number:2 label:LABEL_OPTIONAL type:TYPE_MESSAGE type_name:"S"}
            """);

    // When
    @Nullable Object[] values =
        decode(
            plan,
            row()
                .addField(1, varint(5))
                .addField(2, bytes(row().addField(1, varint(6)).build().toByteString())));

    // Then
    assertThat(values[0]).isEqualTo(5L);
    assertThat((@Nullable Object[]) values[1]).containsExactly(6L);
  }

  @Test
  void membersOfAOneofAndOptionalFieldsOfProto3AreFields() throws Exception {
    // Given
    RowPlan plan =
        plan(
            "{name:\"a\",type:\"INT64\"},{name:\"b\",type:\"INT64\"},{name:\"c\",type:\"INT64\"}",
            """
            name:"Row"
            field{name:"a" number:1 label:LABEL_OPTIONAL type:TYPE_INT64 oneof_index:0}
            field{name:"b" number:2 label:LABEL_OPTIONAL type:TYPE_INT64 oneof_index:0}
            field{name:"c" number:3 label:LABEL_OPTIONAL type:TYPE_INT64 oneof_index:1 proto3_optional:true}
            oneof_decl{name:"choice"} oneof_decl{name:"_c"}
            """);

    // Then
    assertThat(decode(plan, row().addField(2, varint(5)).addField(3, varint(0))))
        .containsExactly(null, 5L, 0L);
    assertThat(decode(plan, row().addField(1, varint(4)).addField(2, varint(5))))
        .as("the last member of a oneof stays")
        .containsExactly(null, 5L, null);
  }

  @Test
  void aTypeThatContainsItselfIsRefused() {
    assertThatThrownBy(() ->
            plan(
                "{name:\"r\",type:\"RECORD\",fields:[{name:\"r\",type:\"INT64\"}]}",
                """
                name:"Row" field{name:"r" number:1 label:LABEL_OPTIONAL type:TYPE_MESSAGE type_name:"Row"}
                """))
        .hasMessage("Recursive type is not supported:Row");
  }

  @Test
  void aTypeThatIsNotDefinedIsNamed() {
    assertThatThrownBy(() ->
            plan(
                "{name:\"r\",type:\"INT64\"}",
                """
                name:"Row" field{name:"r" number:1 label:LABEL_OPTIONAL type:TYPE_MESSAGE type_name:"X"}
                """))
        .hasMessage("Invalid proto schema: BqMessage.proto: Row.r: \"X\" is not defined.");
  }

  @Test
  void aFieldThatDoesNotFitIsNamedWithItsMessage() {
    assertThatThrownBy(() ->
            plan(
                "{name:\"n\",type:\"INT64\"}",
                "name:\"D58\" field{name:\"n\" number:1 label:LABEL_OPTIONAL type:TYPE_STRING}"))
        .hasMessage(
            "The proto field mismatched with BigQuery field at D58.n, the proto field type string,"
                + " BigQuery field type INTEGER");
  }

  static RowPlan plan(String fields, String descriptor) throws Exception {
    TableSchema schema =
        TableSchema.parse(
            JsonParser.parseString("{\"fields\":[" + fields + "]}").getAsJsonObject());
    DescriptorProto.Builder writer = DescriptorProto.newBuilder();
    ExtensionRegistry registry = ExtensionRegistry.newInstance();
    AnnotationsProto.registerAllExtensions(registry);
    TextFormat.merge(descriptor, registry, writer);
    return RowPlan.compile(writer.build(), schema, ChangeMode.INSERT);
  }

  static @Nullable Object[] decode(RowPlan plan, UnknownFieldSet.Builder row) throws RowProblem {
    return plan.decode(row.build().toByteString(), Set.of(), Map.of()).values();
  }

  static UnknownFieldSet.Builder row() {
    return UnknownFieldSet.newBuilder();
  }

  static UnknownFieldSet.Field varint(long value) {
    return UnknownFieldSet.Field.newBuilder().addVarint(value).build();
  }

  static UnknownFieldSet.Field bytes(ByteString value) {
    return UnknownFieldSet.Field.newBuilder().addLengthDelimited(value).build();
  }
}
