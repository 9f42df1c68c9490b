package dev.hayase.loader.types;

import com.google.api.client.util.Data;
import com.google.api.services.bigquery.model.TableCell;
import com.google.api.services.bigquery.model.TableRow;
import dev.hayase.event.schema.Column;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads the rows of a query's answer, as BigQuery's REST API writes them.
final class Cells {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private Cells() {}

  static List<@Nullable Object> row(List<Column> columns, TableRow row) {
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      TableCell cell = row.getF().get(i);
      values.add(value(columns.get(i), cell.getV()));
    }
    return values;
  }

  private static @Nullable Object value(Column column, @Nullable Object cell) {
    if (cell == null || Data.isNull(cell)) {
      return null;
    }
    if (column.mode() == Column.Mode.REPEATED) {
      return ((List<?>) cell)
          .stream()
              .map(element ->
                  Objects.requireNonNull(
                      value(column.in(Column.Mode.NULLABLE), ((Map<?, ?>) element).get("v"))))
              .toList();
    }
    return column.fields().isEmpty()
        ? plain(column, (String) cell)
        : struct(column.fields(), (List<?>) Objects.requireNonNull(((Map<?, ?>) cell).get("f")));
  }

  private static List<@Nullable Object> struct(List<Column> fields, List<?> cells) {
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      values.add(value(fields.get(i), ((Map<?, ?>) cells.get(i)).get("v")));
    }
    return values;
  }

  private static Object plain(Column column, String text) {
    return switch (column.type()) {
      case BOOL -> Boolean.valueOf(text);
      case INT64 -> Long.valueOf(text);
      case FLOAT64 -> Double.valueOf(text);
      case NUMERIC, BIGNUMERIC -> {
        BigDecimal value = new BigDecimal(text);
        yield value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
      }
      case STRING, BYTES -> text;
      case DATE -> LocalDate.parse(text);
      case TIME -> LocalTime.parse(text);
      case DATETIME -> LocalDateTime.parse(text);
      case TIMESTAMP -> Instant.EPOCH.plus(Long.parseLong(text), ChronoUnit.MICROS);
      case JSON -> json(text);
      case INTERVAL, GEOGRAPHY, STRUCT ->
          throw new IllegalArgumentException("No " + column.type() + " is read");
    };
  }

  /// A JSON text as maps, lists and values, so that white space and the order of fields say
  /// nothing.
  static Object json(String text) {
    return plain(MAPPER.readTree(text));
  }

  private static Object plain(JsonNode node) {
    if (node.isObject()) {
      Map<String, Object> fields = new LinkedHashMap<>();
      node.properties().forEach(f -> fields.put(f.getKey(), plain(f.getValue())));
      return fields;
    }
    if (node.isArray()) {
      List<Object> elements = new ArrayList<>();
      node.forEach(e -> elements.add(plain(e)));
      return elements;
    }
    return node.isNumber() ? node.decimalValue().stripTrailingZeros() : node.toString();
  }
}
