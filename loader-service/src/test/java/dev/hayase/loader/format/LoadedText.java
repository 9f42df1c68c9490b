package dev.hayase.loader.format;

import com.google.cloud.bigquery.storage.v1.CivilTimeEncoder;
import com.google.protobuf.ByteString;
import dev.hayase.event.schema.ColumnType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Base64;

/// What a field of a row says, read with Google's own decoders and written as people write it.
final class LoadedText {
  private LoadedText() {}

  static String of(ColumnType type, Object field) {
    return switch (type) {
      case BOOL, INT64, FLOAT64 -> field.toString();
      case NUMERIC, BIGNUMERIC -> decimal(field);
      case STRING, JSON, INTERVAL, GEOGRAPHY -> field.toString();
      case BYTES -> Base64.getEncoder().encodeToString(((ByteString) field).toByteArray());
      case DATE -> LocalDate.ofEpochDay(((Number) field).longValue()).toString();
      case TIME -> CivilTimeEncoder.decodePacked64TimeMicrosLocalTime((Long) field).toString();
      case DATETIME ->
          CivilTimeEncoder.decodePacked64DatetimeMicrosLocalDateTime((Long) field).toString();
      case TIMESTAMP -> Instant.EPOCH.plus((Long) field, ChronoUnit.MICROS).toString();
      case STRUCT -> throw new IllegalArgumentException("A struct has fields of its own");
    };
  }

  private static String decimal(Object field) {
    BigDecimal value = new BigDecimal((String) field);
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }
}
