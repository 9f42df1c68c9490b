package dev.hayase.emulator.row;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import dev.hayase.emulator.catalog.ColumnType;
import dev.hayase.emulator.catalog.Mode;
import dev.hayase.emulator.catalog.TableSchema;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/// Whatever bytes and descriptors come: a row, or a refusal in words; never another exception.
class RowFuzzTest {
  private static final String[] TYPE_NAMES = {
    "Row", "N0", "N1", "E", "Gone", ".google.protobuf.Timestamp"
  };

  @Property
  void randomBytesAreARowOrARefusal(@ForAll @Size(max = 200) byte[] bytes, @ForAll long seed)
      throws Exception {
    Random random = new Random(seed);
    TableSchema schema = schema(random, 3);
    RowPlan plan = RowPlan.compile(matching(schema, "Row", random), schema, ChangeMode.INSERT);

    decode(plan, ByteString.copyFrom(bytes));
    decode(plan, ByteString.copyFrom(plausible(random)));
  }

  @Property
  void randomDescriptorsAreAPlanOrARefusal(@ForAll long seed) {
    Random random = new Random(seed);
    TableSchema schema = schema(random, 2);

    plan(descriptor(random, "Row", 3), schema)
        .ifPresent(plan -> decode(plan, ByteString.copyFrom(plausible(random))));
  }

  @Property(tries = 1)
  void aDescriptorMayBeAbsurd() {
    TableSchema schema = schema(new Random(1), 2);
    DescriptorProto.Builder wide = DescriptorProto.newBuilder().setName("Row");
    DescriptorProto.Builder chain = DescriptorProto.newBuilder().setName("Row");
    for (int i = 1; i <= 5_000; i++) {
      wide.addField(field("f" + i, i, FieldDescriptorProto.Type.TYPE_INT64));
      chain.addNestedType(
          DescriptorProto.newBuilder()
              .setName("M" + i)
              .addField(
                  field("f", 1, FieldDescriptorProto.Type.TYPE_MESSAGE)
                      .setTypeName("M" + Math.min(i + 1, 5_000))));
    }
    chain.addField(field("c0", 1, FieldDescriptorProto.Type.TYPE_MESSAGE).setTypeName("M1"));

    assertThat(plan(wide.build(), schema)).isEmpty();
    assertThat(plan(chain.build(), schema)).isEmpty();
    assertThat(plan(DescriptorProto.getDefaultInstance(), schema)).isEmpty();
  }

  @Property(tries = 1)
  void aNumberOfMillionsOfDigitsIsRefusedAtOnce() throws Exception {
    String schema = "{name:\"n\",type:\"NUMERIC\"}";
    RowPlan plan =
        RowPlanTest.plan(
            schema,
            "name:\"Row\" field{name:\"n\" number:1 label:LABEL_OPTIONAL type:TYPE_STRING}");
    for (String text : new String[] {"9".repeat(5_000_000), "1e-999999", "1e999999", "0e999999"}) {
      decode(
          plan,
          RowPlanTest.row()
              .addField(1, RowPlanTest.bytes(ByteString.copyFromUtf8(text)))
              .build()
              .toByteString());
    }
  }

  private static Optional<RowPlan> plan(DescriptorProto descriptor, TableSchema schema) {
    try {
      return Optional.of(RowPlan.compile(descriptor, schema, ChangeMode.INSERT));
    } catch (SchemaProblem problem) {
      assertThat(problem.text()).isNotBlank();
      return Optional.empty();
    }
  }

  private static void decode(RowPlan plan, ByteString bytes) {
    try {
      Row row = plan.decode(bytes, Set.of(), Map.of());
      assertThat(row.values()).hasSize(plan.schema().columns().size());
    } catch (RowProblem problem) {
      assertThat(problem.text()).isNotBlank().hasSizeLessThan(1_100);
    }
  }

  private static TableSchema schema(Random random, int depth) {
    JsonObject json = new JsonObject();
    json.add("fields", fields(random, depth));
    return TableSchema.parse(json);
  }

  private static JsonArray fields(Random random, int depth) {
    JsonArray fields = new JsonArray();
    int count = 1 + random.nextInt(6);
    for (int i = 0; i < count; i++) {
      ColumnType type = pick(random, ColumnType.values());
      boolean struct = type == ColumnType.STRUCT;
      if (struct && depth == 0) {
        type = ColumnType.STRING;
      }
      JsonObject field = new JsonObject();
      field.addProperty("name", "c" + i);
      field.addProperty("type", type.name());
      field.addProperty("mode", pick(random, "NULLABLE", "NULLABLE", "REQUIRED", "REPEATED"));
      if (type == ColumnType.STRUCT) {
        field.add("fields", fields(random, depth - 1));
      }
      if (type == ColumnType.RANGE) {
        JsonObject element = new JsonObject();
        element.addProperty("type", pick(random, "DATE", "DATETIME", "TIMESTAMP"));
        field.add("rangeElementType", element);
      }
      fields.add(field);
    }
    return fields;
  }

  /// A descriptor whose fields fit the columns, in one of the forms of each type.
  private static DescriptorProto matching(TableSchema schema, String name, Random random) {
    DescriptorProto.Builder message = DescriptorProto.newBuilder().setName(name);
    schema
        .columns()
        .forEach(column -> {
          FieldDescriptorProto.Builder field =
              field(column.name(), message.getFieldCount() + 1, wire(column.type(), random));
          if (column.mode() == Mode.REPEATED) {
            field.setLabel(FieldDescriptorProto.Label.LABEL_REPEATED);
          }
          String nested = "T" + message.getNestedTypeCount();
          if (column.type() == ColumnType.STRUCT) {
            message.addNestedType(matching(new TableSchema(column.fields()), nested, random));
            field.setTypeName(nested);
          } else if (column.type() == ColumnType.RANGE) {
            FieldDescriptorProto.Type bound = wire(column.rangeElement().orElseThrow(), random);
            message.addNestedType(
                DescriptorProto.newBuilder()
                    .setName(nested)
                    .addField(field("start", 1, bound))
                    .addField(field("end", 2, bound)));
            field.setTypeName(nested);
          }
          message.addField(field);
        });
    return message.build();
  }

  private static FieldDescriptorProto.Type wire(ColumnType type, Random random) {
    return switch (type) {
      case BOOL ->
          pick(random, FieldDescriptorProto.Type.TYPE_BOOL, FieldDescriptorProto.Type.TYPE_UINT64);
      case INT64 ->
          pick(random, FieldDescriptorProto.Type.TYPE_INT64, FieldDescriptorProto.Type.TYPE_SINT32);
      case FLOAT64 ->
          pick(random, FieldDescriptorProto.Type.TYPE_DOUBLE, FieldDescriptorProto.Type.TYPE_FLOAT);
      case NUMERIC, BIGNUMERIC ->
          pick(
              random,
              FieldDescriptorProto.Type.TYPE_BYTES,
              FieldDescriptorProto.Type.TYPE_STRING,
              FieldDescriptorProto.Type.TYPE_DOUBLE,
              FieldDescriptorProto.Type.TYPE_FIXED64);
      case DATE, DATETIME, TIME ->
          pick(random, FieldDescriptorProto.Type.TYPE_INT64, FieldDescriptorProto.Type.TYPE_STRING);
      case TIMESTAMP -> FieldDescriptorProto.Type.TYPE_INT64;
      case STRING, BYTES, JSON, GEOGRAPHY, INTERVAL -> FieldDescriptorProto.Type.TYPE_STRING;
      case RANGE, STRUCT -> FieldDescriptorProto.Type.TYPE_MESSAGE;
    };
  }

  /// Any descriptor at all: numbers twice or out of range, types that are not there or contain
  /// themselves.
  private static DescriptorProto descriptor(Random random, String name, int depth) {
    DescriptorProto.Builder message = DescriptorProto.newBuilder().setName(name);
    message.addEnumType(
        DescriptorProtos.EnumDescriptorProto.newBuilder()
            .setName("E")
            .addValue(
                DescriptorProtos.EnumValueDescriptorProto.newBuilder()
                    .setName("A" + depth + name)
                    .setNumber(random.nextInt(3))));
    for (int i = 0; depth > 0 && i < random.nextInt(3); i++) {
      message.addNestedType(descriptor(random, "N" + i, depth - 1));
    }
    int count = random.nextInt(8);
    for (int i = 0; i < count; i++) {
      FieldDescriptorProto.Builder field =
          field("c" + i, number(random, i), pick(random, FieldDescriptorProto.Type.values()));
      field.setLabel(pick(random, FieldDescriptorProto.Label.values()));
      switch (field.getType()) {
        case TYPE_MESSAGE, TYPE_GROUP, TYPE_ENUM -> field.setTypeName(pick(random, TYPE_NAMES));
        default -> {}
      }
      message.addField(field);
    }
    return message.build();
  }

  private static int number(Random random, int i) {
    return random.nextInt(10) == 0
        ? pick(random, 0, -1, 1, 19_000, 536_870_911, 536_870_912)
        : i + 1;
  }

  /// Tags of low field numbers with a bit of everything after them.
  private static byte[] plausible(Random random) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int fields = random.nextInt(12);
    for (int i = 0; i < fields; i++) {
      int wireType = random.nextInt(6);
      out.write((1 + random.nextInt(6)) << 3 | wireType);
      byte[] text =
          pick(
                  random,
                  "",
                  "1.5",
                  "2024-02-29",
                  "{\"a\":1}",
                  "POINT(1 2)",
                  "1-2 3 4:5:6",
                  "\b\u0001\u0010\u0002")
              .getBytes(StandardCharsets.UTF_8);
      byte[] value = new byte[wireType == 1 ? 8 : wireType == 5 ? 4 : 1 + random.nextInt(5)];
      random.nextBytes(value);
      if (wireType == 2) {
        out.write(text.length);
        out.writeBytes(text);
      } else {
        out.writeBytes(value);
      }
    }
    return out.toByteArray();
  }

  private static FieldDescriptorProto.Builder field(
      String name, int number, FieldDescriptorProto.Type type) {
    return FieldDescriptorProto.newBuilder()
        .setName(name)
        .setNumber(number)
        .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)
        .setType(type);
  }

  @SafeVarargs
  private static <T> T pick(Random random, T... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
