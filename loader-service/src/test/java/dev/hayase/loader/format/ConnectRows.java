package dev.hayase.loader.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.bigquery.storage.v1.CivilTimeEncoder;
import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.event.schema.TableSchema;
import dev.hayase.loader.bigquery.RowMessages;
import dev.hayase.records.SourcePartition;
import dev.hayase.records.SourceRecord;
import dev.hayase.records.connect.ConnectCodec;
import dev.hayase.records.format.Compiled;
import dev.hayase.records.format.ConnectFormat;
import dev.hayase.records.format.ConnectSchemas;
import dev.hayase.records.format.ConnectTopic;
import dev.hayase.records.format.Reading;
import dev.hayase.records.format.Refusal;
import dev.hayase.records.row.Encoded;
import dev.hayase.records.table.PresentColumn;
import dev.hayase.records.table.TableDefinition;
import dev.hayase.records.table.TableMode;
import dev.hayase.records.table.TableRef;
import dev.hayase.records.table.TableShape;
import dev.hayase.records.table.TableShape.ShapeColumn;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Takes records of one topic the way the loader does, and tells the rows as BigQuery would read
/// them.
public final class ConnectRows {
  private static final TableRef TABLE = new TableRef("p", "d", "t");

  private final ConnectTopic topic;
  private final ConnectSchemas schemas;
  private final ConnectFormat format;
  private final Map<String, Compiled> compiled = new TreeMap<>();
  private TableShape shape = TableShape.EMPTY;
  private long offset;
  private long timestampMillis = 1_700_000_000_123L;
  private List<SourceRecord.Header> headers = List.of();

  public ConnectRows(ConnectTopic topic, ConnectCodec values, ConnectCodec keys) {
    this.topic = topic;
    this.schemas = new ConnectSchemas(topic, values, keys);
    this.format = new ConnectFormat(topic, values, keys, schemas);
  }

  /// Kafka takes the records that follow at this time.
  public ConnectRows at(long millis) {
    timestampMillis = millis;
    return this;
  }

  /// The records that follow have these headers.
  public ConnectRows with(SourceRecord.Header... theirHeaders) {
    headers = List.of(theirHeaders);
    return this;
  }

  /// Whether a log that holds the record alone would say that the table was truncated.
  public boolean truncates(byte @Nullable [] key, byte @Nullable [] value) {
    return format.truncates().test(record(key, value));
  }

  /// Looks up what the record's schema key stands for, as the loader does before it reads on.
  public Optional<TableSchema> find(byte @Nullable [] key, byte @Nullable [] value) {
    return schemas.find(((Reading.Row) read(key, value)).schemaKey());
  }

  public Reading read(byte @Nullable [] key, byte @Nullable [] value) {
    return format.read(record(key, value));
  }

  public TableSchema schema(byte @Nullable [] key, byte @Nullable [] value) {
    Reading reading = read(key, value);
    assertThat(reading).isInstanceOf(Reading.Row.class);
    return schemas.find(((Reading.Row) reading).schemaKey()).orElseThrow();
  }

  /// The next record's row: column to text, columns that are NULL left out.
  public Map<String, Object> row(byte @Nullable [] key, byte @Nullable [] value) {
    Encoded encoded = encode(key, value);
    assertThat(encoded).isInstanceOf(Encoded.Row.class);
    return values(((Encoded.Row) encoded).protobuf());
  }

  /// Why the next record has no row: the column and the reason.
  public String unfit(byte @Nullable [] key, byte @Nullable [] value) {
    Encoded encoded = encode(key, value);
    assertThat(encoded).isInstanceOf(Encoded.Unfit.class);
    Encoded.Unfit unfit = (Encoded.Unfit) encoded;
    return unfit.column().map(c -> c + " ").orElse("") + unfit.reason();
  }

  /// Why the next record is parked, and what makes it loadable.
  public Refusal refusal(byte @Nullable [] key, byte @Nullable [] value) {
    return format.refusal((Encoded.Unfit) encode(key, value));
  }

  public Encoded encode(byte @Nullable [] key, byte @Nullable [] value) {
    SourceRecord record = record(key, value);
    offset++;
    Reading reading = format.read(record);
    assertThat(reading).isInstanceOf(Reading.Row.class);
    String schemaKey = ((Reading.Row) reading).schemaKey();
    Compiled made = compiled.computeIfAbsent(schemaKey, this::compile);
    assertThat(made).isInstanceOf(Compiled.Ready.class);
    return ((Compiled.Ready) made).encoding().encode(record);
  }

  private Compiled compile(String schemaKey) {
    TableSchema schema = schemas.find(schemaKey).orElseThrow();
    TableMode mode = TableDefinition.modeFor(schema, topic.mode());
    TableDefinition definition = TableDefinition.of(TABLE, mode, schema, List.of());
    for (var column : definition.columns()) {
      shape = shape.with(column, PresentColumn.of(column));
    }
    return format.compile(schemaKey, schema, mode, shape);
  }

  /// Why the next record, which names a schema that nobody knows, is parked.
  public String unknown(byte @Nullable [] key, byte @Nullable [] value) {
    Reading reading = read(key, value);
    assertThat(reading).isInstanceOf(Reading.Row.class);
    String schemaKey = ((Reading.Row) reading).schemaKey();
    assertThat(schemas.find(schemaKey)).isEmpty();
    return format.unknown(schemaKey);
  }

  private SourceRecord record(byte @Nullable [] key, byte @Nullable [] value) {
    return new SourceRecord(
        new SourcePartition("topic", 3), offset, timestampMillis, key, value, headers);
  }

  private Map<String, Object> values(byte[] protobuf) {
    try {
      FileDescriptor file =
          FileDescriptor.buildFrom(
              FileDescriptorProto.newBuilder()
                  .addMessageType(RowMessages.descriptor(topic.mode(), shape))
                  .build(),
              new FileDescriptor[0]);
      DynamicMessage row = DynamicMessage.parseFrom(file.getMessageTypes().getFirst(), protobuf);
      assertThat(row.getUnknownFields().asMap()).isEmpty();
      return values(row, shape.columns());
    } catch (DescriptorValidationException | InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private static Map<String, Object> values(DynamicMessage row, List<ShapeColumn> columns) {
    Map<String, Object> values = new TreeMap<>();
    for (Map.Entry<FieldDescriptor, Object> field : row.getAllFields().entrySet()) {
      Optional<ShapeColumn> column =
          columns.stream().filter(c -> c.number() == field.getKey().getNumber()).findFirst();
      if (column.isEmpty()) {
        values.put(field.getKey().getName(), field.getValue());
      } else if (field.getValue() instanceof List<?> list) {
        List<Object> elements = new ArrayList<>();
        list.forEach(element -> elements.add(value(element, column.get())));
        values.put(column.get().name(), elements);
      } else {
        values.put(column.get().name(), value(field.getValue(), column.get()));
      }
    }
    return values;
  }

  private static Object value(Object value, ShapeColumn column) {
    ColumnType type = column.type().orElseThrow();
    return switch (type) {
      case STRUCT -> values((DynamicMessage) value, column.fields());
      case NUMERIC, BIGNUMERIC ->
          new BigDecimal((String) value).stripTrailingZeros().toPlainString();
      case BYTES -> Base64.getEncoder().encodeToString(((ByteString) value).toByteArray());
      case DATE -> LocalDate.ofEpochDay((Integer) value).toString();
      case TIME -> CivilTimeEncoder.decodePacked64TimeMicros((Long) value).toString();
      case DATETIME -> CivilTimeEncoder.decodePacked64DatetimeMicros((Long) value).toString();
      case TIMESTAMP ->
          OffsetDateTime.of(1970, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC)
              .plus((Long) value, ChronoUnit.MICROS)
              .toString();
      case BOOL, INT64, FLOAT64, STRING, JSON, GEOGRAPHY, INTERVAL -> value;
    };
  }

  public static byte[] json(String text) {
    return text.replace('\'', '"').getBytes(UTF_8);
  }
}
