package dev.hayase.emulator.googlesql;

import com.google.gson.JsonObject;
import com.google.zetasql.ZetaSQLType.TypeKind;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedColumnRef;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedExpr;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedFunctionCall;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedLiteral;
import dev.hayase.emulator.catalog.BigQueryException;
import dev.hayase.emulator.catalog.ColumnType;
import dev.hayase.emulator.catalog.DataType;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// `PARTITION BY` and `CLUSTER BY` as a table's resource has them.
final class Partitioning {
  /// The columns that exist in tables partitioned by ingestion time.
  static final String TIME = "_PARTITIONTIME";

  static final String DATE = "_PARTITIONDATE";

  private static final Set<String> UNITS = Set.of("HOUR", "DAY", "MONTH", "YEAR");
  private static final String FORMS =
      "PARTITION BY expression must be DATE(<timestamp_column>), DATE(<datetime_column>),"
          + " DATETIME_TRUNC(<datetime_column>, DAY/HOUR/MONTH/YEAR), a DATE column,"
          + " TIMESTAMP_TRUNC(<timestamp_column>, DAY/HOUR/MONTH/YEAR),"
          + " DATE_TRUNC(<date_column>, MONTH/YEAR), or"
          + " RANGE_BUCKET(<int64_column>, GENERATE_ARRAY(<int64_value>, <int64_value>[,"
          + " <int64_value>]))";

  private final Translation translation;
  private final Expressions expressions;
  private final Constants constants;

  Partitioning(Translation translation, Expressions expressions, Constants constants) {
    this.translation = translation;
    this.expressions = expressions;
    this.constants = constants;
  }

  void partition(List<ResolvedExpr> by, JsonObject resource) {
    if (by.isEmpty()) {
      return;
    }
    if (by.size() > 1) {
      throw BigQueryException.invalidQuery(
          "PARTITION BY only supports a single expression" + translation.positions().of(by.get(1)));
    }
    switch (by.getFirst()) {
      case ResolvedColumnRef column when column.getType().getKind() == TypeKind.TYPE_DATE ->
          time(resource, column, "DAY");
      case ResolvedFunctionCall call -> call(resource, call);
      default -> throw refused(by.getFirst());
    }
  }

  private void call(JsonObject resource, ResolvedFunctionCall call) {
    List<ResolvedExpr> arguments = call.getArgumentList();
    String name = call.getFunction().getName().toLowerCase(Locale.ROOT);
    if (arguments.isEmpty() || !(arguments.getFirst() instanceof ResolvedColumnRef column)) {
      throw refused(call);
    }
    switch (name) {
      case "date" -> {
        if (arguments.size() != 1) {
          throw refused(call);
        }
        time(resource, column, "DAY");
      }
      case "date_trunc", "datetime_trunc", "timestamp_trunc" -> {
        if (arguments.size() != 2 || !(arguments.get(1) instanceof ResolvedLiteral unit)) {
          throw refused(call);
        }
        String named = unit.getValue().enumDisplayName().toUpperCase(Locale.ROOT);
        boolean known =
            UNITS.contains(named) && !(name.equals("date_trunc") && named.equals("HOUR"));
        if (!known) {
          throw refused(call);
        }
        time(resource, column, named);
      }
      case "range_bucket" -> range(resource, column, arguments.get(1));
      default -> throw refused(call);
    }
  }

  private static void time(JsonObject resource, ResolvedColumnRef column, String unit) {
    JsonObject partitioning =
        resource.get("timePartitioning") instanceof JsonObject present ? present : new JsonObject();
    partitioning.addProperty("type", unit);
    String field = column.getColumn().getName();
    if (!field.equalsIgnoreCase(TIME) && !field.equalsIgnoreCase(DATE)) {
      partitioning.addProperty("field", field);
    }
    resource.add("timePartitioning", partitioning);
  }

  private void range(JsonObject resource, ResolvedColumnRef column, ResolvedExpr bounds) {
    if (!(bounds instanceof ResolvedFunctionCall array)
        || !array.getFunction().getName().equalsIgnoreCase("generate_array")) {
      throw refused(bounds);
    }
    List<String> members = List.of("start", "end", "interval");
    JsonObject range = new JsonObject();
    range.addProperty("interval", "1");
    for (int i = 0; i < array.getArgumentList().size(); i++) {
      Object value =
          constants.value(
              expressions.sql(array.getArgumentList().get(i)), DataType.scalar(ColumnType.INT64));
      range.addProperty(members.get(i), String.valueOf(value));
    }
    JsonObject partitioning = new JsonObject();
    partitioning.addProperty("field", column.getColumn().getName());
    partitioning.add("range", range);
    resource.add("rangePartitioning", partitioning);
  }

  void cluster(List<ResolvedExpr> by, JsonObject resource) {
    if (by.isEmpty()) {
      return;
    }
    List<String> fields =
        by.stream()
            .map(expression -> {
              if (expression instanceof ResolvedColumnRef column) {
                return column.getColumn().getName();
              }
              throw BigQueryException.invalidQuery(
                  "CLUSTER BY expression must be a column"
                      + translation.positions().of(expression));
            })
            .toList();
    JsonObject clustering = new JsonObject();
    clustering.add("fields", Options.array(fields));
    resource.add("clustering", clustering);
  }

  private BigQueryException refused(ResolvedExpr expression) {
    return BigQueryException.invalidQuery(FORMS + translation.positions().of(expression));
  }
}
