package dev.hayase.records.connect;

import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.records.connect.ConnectSchema.Field;
import dev.hayase.records.connect.ConnectSchema.Kind;
import dev.hayase.records.connect.SourceForm.ListOf;
import dev.hayase.records.connect.SourceForm.MapOf;
import dev.hayase.records.connect.SourceForm.PairsOf;
import dev.hayase.records.connect.SourceForm.Scalar;
import dev.hayase.records.connect.SourceForm.StructOf;
import dev.hayase.records.connect.SourceForm.Unscaled;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SequencedMap;

/// What a field of a Connect schema becomes in BigQuery, and how its values are written.
///
/// - A `Timestamp` of Debezium's stands for a type without a zone, and becomes a DATETIME; only
///   `ZonedTimestamp` is an instant. Connect's own `Timestamp` is what [Instants] says.
/// - An array that cannot be null, of elements that cannot be null, is REPEATED. Any other array is
///   JSON, which tells NULL from empty and keeps NULL elements.
/// - A map is JSON.
/// - A geometry stays the STRUCT that it is: a point in a plane is no GEOGRAPHY.
/// - A decimal becomes the smallest of NUMERIC, BIGNUMERIC and STRING that holds its precision.
///
/// @param column NULLABLE or REPEATED, whatever the source demands
public record ConnectColumn(Column column, SourceForm form) {
  private static final String DECIMAL_PRECISION = "connect.decimal.precision";
  private static final int NUMERIC_SCALE = 9;
  private static final int NUMERIC_INTEGER_DIGITS = 29;
  private static final int BIGNUMERIC_SCALE = 38;
  private static final int BIGNUMERIC_INTEGER_DIGITS = 38;

  /// What `org.apache.kafka.connect.data.Timestamp` stands for.
  public enum Instants {
    /// A type without a zone: Debezium writes zoned ones as text.
    WITHOUT_ZONE,
    /// A moment, as in Avro and in other connectors.
    MOMENT
  }

  /// What the field becomes.
  public static ConnectColumn of(String name, ConnectSchema schema, Instants instants) {
    return of(name, schema, instants, true);
  }

  private static ConnectColumn of(
      String name, ConnectSchema schema, Instants instants, boolean mayRepeat) {
    return switch (schema.kind()) {
      case BOOLEAN -> plain(name, ColumnType.BOOL);
      case INT8, INT16 -> plain(name, ColumnType.INT64);
      case INT32, INT64 -> number(name, schema, instants);
      case FLOAT32, FLOAT64 -> plain(name, ColumnType.FLOAT64);
      case STRING -> text(name, schema);
      case BYTES ->
          schema.name().equals(Optional.of(Unscaled.NAME))
              ? decimal(name, schema)
              : plain(name, ColumnType.BYTES);
      case ARRAY -> array(name, schema, instants, mayRepeat);
      case MAP -> map(name, schema, instants);
      case STRUCT -> struct(name, schema, instants);
    };
  }

  private static ConnectColumn number(String name, ConnectSchema schema, Instants instants) {
    return switch (schema.name().orElse("")) {
      case "io.debezium.time.Date", "org.apache.kafka.connect.data.Date" ->
          as(name, ColumnType.DATE, Scalar.DAYS);
      case "io.debezium.time.Time", "org.apache.kafka.connect.data.Time" ->
          as(name, ColumnType.TIME, Scalar.MILLIS_OF_DAY);
      case "io.debezium.time.MicroTime" -> as(name, ColumnType.TIME, Scalar.MICROS_OF_DAY);
      case "io.debezium.time.NanoTime" -> as(name, ColumnType.TIME, Scalar.NANOS_OF_DAY);
      case "io.debezium.time.Timestamp" -> as(name, ColumnType.DATETIME, Scalar.EPOCH_MILLIS);
      case "io.debezium.time.MicroTimestamp" -> as(name, ColumnType.DATETIME, Scalar.EPOCH_MICROS);
      case "io.debezium.time.NanoTimestamp" -> as(name, ColumnType.DATETIME, Scalar.EPOCH_NANOS);
      case "org.apache.kafka.connect.data.Timestamp" ->
          as(
              name,
              switch (instants) {
                case WITHOUT_ZONE -> ColumnType.DATETIME;
                case MOMENT -> ColumnType.TIMESTAMP;
              },
              Scalar.EPOCH_MILLIS);
      // Avro's names: Connect has no meaning of its own for these.
      case "timestamp-millis" -> as(name, ColumnType.TIMESTAMP, Scalar.EPOCH_MILLIS);
      case "timestamp-micros" -> as(name, ColumnType.TIMESTAMP, Scalar.EPOCH_MICROS);
      case "timestamp-nanos" -> as(name, ColumnType.TIMESTAMP, Scalar.EPOCH_NANOS);
      default -> plain(name, ColumnType.INT64);
    };
  }

  private static ConnectColumn text(String name, ConnectSchema schema) {
    return switch (schema.name().orElse("")) {
      case "io.debezium.time.ZonedTimestamp" -> plain(name, ColumnType.TIMESTAMP);
      case "io.debezium.time.IsoDate" -> as(name, ColumnType.DATE, Scalar.ISO_DATE);
      case "io.debezium.time.IsoTime" -> as(name, ColumnType.TIME, Scalar.ISO_TIME);
      case "io.debezium.time.IsoTimestamp" -> as(name, ColumnType.DATETIME, Scalar.ISO_DATE_TIME);
      case "io.debezium.data.Json" -> as(name, ColumnType.JSON, Scalar.JSON_TEXT);
      default -> plain(name, ColumnType.STRING);
    };
  }

  private static ConnectColumn decimal(String name, ConnectSchema schema) {
    int scale = Integer.parseInt(schema.parameters().getOrDefault("scale", "0"));
    Optional<Integer> precision =
        Optional.ofNullable(schema.parameters().get(DECIMAL_PRECISION)).map(Integer::valueOf);
    ColumnType type;
    if (scale <= NUMERIC_SCALE
        && precision.isPresent()
        && precision.get() - scale <= NUMERIC_INTEGER_DIGITS) {
      type = ColumnType.NUMERIC;
    } else if (scale <= BIGNUMERIC_SCALE
        && precision.orElse(BIGNUMERIC_INTEGER_DIGITS) - scale <= BIGNUMERIC_INTEGER_DIGITS) {
      type = ColumnType.BIGNUMERIC;
    } else {
      type = ColumnType.STRING;
    }
    return as(name, type, new Unscaled(scale));
  }

  private static ConnectColumn array(
      String name, ConnectSchema schema, Instants instants, boolean mayRepeat) {
    ConnectSchema elements = schema.inner();
    ConnectColumn element = of(name, elements, instants, false);
    SourceForm form = new ListOf(element.form());
    boolean nested = elements.kind() == Kind.ARRAY || elements.kind() == Kind.MAP;
    // A vector has at least one element, so that its NULL is told from all its values even so.
    boolean vector = schema.name().filter(n -> n.endsWith("Vector")).isPresent();
    boolean repeats =
        mayRepeat
            && !nested
            && !elements.optional()
            && (vector || !schema.optional())
            && element.column().type() != ColumnType.JSON;
    return repeats
        ? new ConnectColumn(element.column().in(Column.Mode.REPEATED), form)
        : as(name, ColumnType.JSON, form);
  }

  private static ConnectColumn map(String name, ConnectSchema schema, Instants instants) {
    SourceForm value = of(name, schema.inner(), instants, false).form();
    ConnectSchema keys = schema.keys().orElseThrow();
    boolean named = keys.kind() == Kind.STRING && !keys.optional();
    return as(
        name,
        ColumnType.JSON,
        named ? new MapOf(value) : new PairsOf(of(name, keys, instants, false).form(), value));
  }

  private static ConnectColumn struct(String name, ConnectSchema schema, Instants instants) {
    if (schema.name().equals(Optional.of(Scalar.VARIABLE_SCALE.toText()))) {
      return as(name, ColumnType.BIGNUMERIC, Scalar.VARIABLE_SCALE);
    }
    List<Column> columns = new ArrayList<>();
    SequencedMap<String, SourceForm> forms = new LinkedHashMap<>();
    for (Field field : schema.fields()) {
      ConnectColumn inner = of(field.name(), field.schema(), instants);
      columns.add(inner.column());
      forms.put(field.name(), inner.form());
    }
    SourceForm form = new StructOf(forms);
    return columns.isEmpty()
        ? as(name, ColumnType.JSON, form)
        : new ConnectColumn(
            new Column(
                name,
                ColumnType.STRUCT,
                Column.Mode.NULLABLE,
                OptionalLong.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                columns),
            form);
  }

  private static ConnectColumn plain(String name, ColumnType type) {
    return as(name, type, Scalar.PLAIN);
  }

  private static ConnectColumn as(String name, ColumnType type, SourceForm form) {
    return new ConnectColumn(Column.nullable(name, type), form);
  }
}
