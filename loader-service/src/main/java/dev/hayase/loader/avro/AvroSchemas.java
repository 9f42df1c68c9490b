package dev.hayase.loader.avro;

import dev.hayase.records.connect.ConnectSchema;
import dev.hayase.records.connect.ConnectSchema.Field;
import dev.hayase.records.connect.ConnectSchema.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/// Avro's schemas as Connect's. What a converter of Connect's noted in the schema (`connect.name`)
/// stands above Avro's logical types, since it is more precise.
final class AvroSchemas {
  private static final String MEANING = "connect.name";
  private static final String DECIMAL = "org.apache.kafka.connect.data.Decimal";

  /// What Confluent's converter writes when Connect knows no precision.
  private static final int UNKNOWN_PRECISION = 64;

  private final Set<String> open = new HashSet<>();

  private AvroSchemas() {}

  /// Translates.
  ///
  /// @throws IllegalArgumentException when a record holds itself
  static ConnectSchema toConnect(Schema schema) {
    return new AvroSchemas().of(schema);
  }

  private ConnectSchema of(Schema schema) {
    return switch (schema.getType()) {
      case NULL -> ConnectSchema.of(Kind.STRING, true);
      case BOOLEAN -> ConnectSchema.of(Kind.BOOLEAN, false);
      case INT -> named(ConnectSchema.of(Kind.INT32, false), schema);
      case LONG -> named(ConnectSchema.of(Kind.INT64, false), schema);
      case FLOAT -> ConnectSchema.of(Kind.FLOAT32, false);
      case DOUBLE -> ConnectSchema.of(Kind.FLOAT64, false);
      case STRING -> named(ConnectSchema.of(Kind.STRING, false), schema);
      case ENUM -> ConnectSchema.of(Kind.STRING, false);
      case BYTES -> named(ConnectSchema.of(Kind.BYTES, false), schema);
      case FIXED ->
          schema.getLogicalType() instanceof LogicalTypes.Duration
                  || schema.getLogicalType() instanceof LogicalTypes.Uuid
              ? ConnectSchema.of(Kind.STRING, false)
              : named(ConnectSchema.of(Kind.BYTES, false), schema);
      case ARRAY -> named(ConnectSchema.array(of(schema.getElementType()), false), schema);
      case MAP ->
          ConnectSchema.map(ConnectSchema.of(Kind.STRING, false), of(schema.getValueType()), false);
      case UNION -> union(schema);
      case RECORD -> record(schema);
    };
  }

  private ConnectSchema union(Schema schema) {
    List<Schema> branches = AvroUnion.branches(schema);
    boolean nullable = branches.size() < schema.getTypes().size();
    if (branches.isEmpty()) {
      return ConnectSchema.of(Kind.STRING, true);
    }
    if (branches.size() == 1) {
      return of(branches.getFirst()).optional(nullable);
    }
    List<Field> fields = new ArrayList<>();
    for (Schema branch : branches) {
      fields.add(new Field(AvroUnion.name(branch), of(branch).optional(true)));
    }
    return ConnectSchema.struct(fields, nullable);
  }

  private ConnectSchema record(Schema schema) {
    if (!open.add(schema.getFullName())) {
      throw new IllegalArgumentException(
          "the record " + schema.getFullName() + " holds itself, and no table has such a column");
    }
    List<Field> fields = new ArrayList<>();
    for (Schema.Field field : schema.getFields()) {
      fields.add(new Field(field.name(), of(field.schema())));
    }
    open.remove(schema.getFullName());
    String meaning = schema.getProp(MEANING);
    return ConnectSchema.struct(fields, false)
        .named(meaning == null ? schema.getFullName() : meaning, Map.of());
  }

  private static ConnectSchema named(ConnectSchema plain, Schema schema) {
    String meaning = schema.getProp(MEANING);
    if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
      return plain.named(DECIMAL, decimal(decimal, meaning != null));
    }
    return Optional.ofNullable(meaning)
        .or(() -> Optional.ofNullable(schema.getLogicalType()).flatMap(AvroSchemas::meaning))
        .map(name -> plain.named(name, Map.of()))
        .orElse(plain);
  }

  private static Map<String, String> decimal(LogicalTypes.Decimal decimal, boolean ofConnect) {
    Map<String, String> parameters = new HashMap<>();
    parameters.put("scale", Integer.toString(decimal.getScale()));
    if (!ofConnect || decimal.getPrecision() != UNKNOWN_PRECISION) {
      parameters.put("connect.decimal.precision", Integer.toString(decimal.getPrecision()));
    }
    return parameters;
  }

  private static Optional<String> meaning(LogicalType type) {
    return switch (type.getName()) {
      case "date" -> Optional.of("io.debezium.time.Date");
      case "time-millis" -> Optional.of("io.debezium.time.Time");
      case "time-micros" -> Optional.of("io.debezium.time.MicroTime");
      case "local-timestamp-millis" -> Optional.of("io.debezium.time.Timestamp");
      case "local-timestamp-micros" -> Optional.of("io.debezium.time.MicroTimestamp");
      case "local-timestamp-nanos" -> Optional.of("io.debezium.time.NanoTimestamp");
      case "timestamp-millis", "timestamp-micros", "timestamp-nanos" -> Optional.of(type.getName());
      default -> Optional.empty();
    };
  }
}
