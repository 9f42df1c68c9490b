package dev.hayase.loader.format;

import io.debezium.data.Envelope;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;
import org.jspecify.annotations.Nullable;

/// Records as a Kafka Connect installation writes them: made by Connect's own converter, with
/// Debezium's own schemas.
public final class ConnectFixtures {
  public static final Schema SOURCE =
      SchemaBuilder.struct()
          .name("io.debezium.connector.postgresql.Source")
          .field("version", Schema.STRING_SCHEMA)
          .field("connector", Schema.STRING_SCHEMA)
          .field("ts_ms", Schema.INT64_SCHEMA)
          .field("snapshot", Schema.OPTIONAL_STRING_SCHEMA)
          .field("ts_us", Schema.OPTIONAL_INT64_SCHEMA)
          .field("txId", Schema.OPTIONAL_INT64_SCHEMA)
          .field("lsn", Schema.OPTIONAL_INT64_SCHEMA)
          .build();

  private final JsonConverter values = new JsonConverter();
  private final JsonConverter keys = new JsonConverter();

  public ConnectFixtures(boolean schemas) {
    this(schemas, Map.of());
  }

  ConnectFixtures(boolean schemas, Map<String, String> more) {
    values.configure(settings(schemas, more), false);
    keys.configure(settings(schemas, more), true);
  }

  private static Map<String, Object> settings(boolean schemas, Map<String, String> more) {
    Map<String, Object> settings = new HashMap<>(more);
    settings.put("schemas.enable", schemas);
    return settings;
  }

  public byte[] value(Schema schema, Object value) {
    return values.fromConnectData("topic", schema, value);
  }

  public byte[] key(Object... namesAndValues) {
    SchemaBuilder schema = SchemaBuilder.struct().name("topic.Key");
    for (int i = 0; i < namesAndValues.length; i += 2) {
      schema.field(
          (String) namesAndValues[i],
          namesAndValues[i + 1] instanceof String ? Schema.STRING_SCHEMA : Schema.INT64_SCHEMA);
    }
    Schema built = schema.build();
    Struct key = new Struct(built);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      key.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return keys.fromConnectData("topic", built, key);
  }

  public static Struct source(long lsn, String snapshot) {
    return new Struct(SOURCE)
        .put("version", "3.5.0.Final")
        .put("connector", "postgresql")
        .put("ts_ms", 1_700_000_000_000L)
        .put("ts_us", 1_700_000_000_000_001L)
        .put("snapshot", snapshot)
        .put("lsn", lsn);
  }

  public byte[] change(
      String op, @Nullable Struct before, @Nullable Struct after, Schema row, Struct source) {
    Schema optional = optional(row);
    Schema envelope =
        SchemaBuilder.struct()
            .name("topic" + Envelope.SCHEMA_NAME_SUFFIX)
            .field("before", optional)
            .field("after", optional)
            .field("source", SOURCE)
            .field("op", Schema.STRING_SCHEMA)
            .field("ts_ms", Schema.OPTIONAL_INT64_SCHEMA)
            .build();
    Struct value =
        new Struct(envelope)
            .put("before", before)
            .put("after", after)
            .put("source", source)
            .put("op", op)
            .put("ts_ms", 1_700_000_000_500L);
    return value(envelope, value);
  }

  /// Debezium's row schemas are optional: a change may have no row before or after it.
  public static Schema optional(Schema row) {
    SchemaBuilder builder = SchemaBuilder.struct().name("topic.Value").optional();
    row.fields().forEach(f -> builder.field(f.name(), f.schema()));
    return builder.build();
  }
}
