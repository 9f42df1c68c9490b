package dev.hayase.cdc.debezium.postgres;

import dev.hayase.cdc.change.Captured.RowChange;
import dev.hayase.cdc.value.postgres.PostgresColumn;
import io.debezium.connector.postgresql.UnchangedToastedReplicationMessageColumn;
import io.debezium.connector.postgresql.connection.ReplicationMessageColumnValueResolver;
import io.debezium.spi.converter.CustomConverter;
import io.debezium.spi.converter.RelationalColumn;
import java.sql.Types;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Properties;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;

/// Debezium's converter of every column: the value is PostgreSQL's text, and the field's schema
/// carries the column's type as parameters.
public final class TextValues implements CustomConverter<SchemaBuilder, RelationalColumn> {
  private static final String TYPE = "hayase.type";
  private static final String OID = "hayase.oid";
  private static final String ARRAY = "hayase.array";
  private static final String PRECISION = "hayase.precision";
  private static final String SCALE = "hayase.scale";

  private static final int NUMERIC = 1700;
  private static final int NUMERIC_ARRAY = 1231;
  private static final int BIT = 1560;
  // What the driver reports as the precision of a numeric that has none.
  private static final int UNLIMITED = 131_089;
  // The type modifier holds the scale in eleven bits, two's complement.
  private static final int SCALE_RANGE = 2048;

  @Override
  public void configure(Properties settings) {
    // Fails to link when Debezium's class is before ours on the class path.
    if (!ReplicationMessageColumnValueResolver.keepsText()) {
      throw new IllegalStateException("values must stay the text that the server sent");
    }
  }

  @Override
  public void converterFor(
      RelationalColumn column, ConverterRegistration<SchemaBuilder> registration) {
    boolean array = column.jdbcType() == Types.ARRAY;
    SchemaBuilder schema =
        SchemaBuilder.string()
            .optional()
            .parameter(TYPE, column.typeName())
            .parameter(OID, Integer.toString(column.nativeType()))
            .parameter(ARRAY, Boolean.toString(array));
    int precision = column.length().orElse(0);
    switch (column.nativeType()) {
      case NUMERIC, NUMERIC_ARRAY -> {
        if (precision > 0 && precision < UNLIMITED) {
          schema.parameter(PRECISION, Integer.toString(precision));
          schema.parameter(SCALE, Integer.toString(scale(column)));
        }
      }
      case BIT -> schema.parameter(PRECISION, Integer.toString(Math.max(1, precision)));
      default -> {}
    }
    registration.register(schema, TextValues::text);
  }

  private static int scale(RelationalColumn column) {
    int scale = column.scale().orElse(0);
    return scale >= SCALE_RANGE / 2 ? scale - SCALE_RANGE : scale;
  }

  private static @Nullable Object text(@Nullable Object value) {
    if (value == null || value instanceof String) {
      return value;
    }
    return UnchangedToastedReplicationMessageColumn.isUnchangedToastedValue(value)
        ? RowChange.UNCHANGED
        // A column's default, which no row is given.
        : value.toString();
  }

  /// The column that a field stands for.
  static PostgresColumn column(Field field) {
    Map<String, String> parameters = field.schema().parameters();
    return new PostgresColumn(
        field.name(),
        parameters.getOrDefault(TYPE, ""),
        Integer.parseInt(parameters.getOrDefault(OID, "0")),
        Boolean.parseBoolean(parameters.get(ARRAY)),
        number(parameters.get(PRECISION)),
        number(parameters.get(SCALE)));
  }

  private static OptionalInt number(@Nullable String text) {
    return text == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text));
  }
}
