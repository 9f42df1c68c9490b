package dev.hayase.emulator.informationschema;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.hayase.emulator.catalog.Column;
import dev.hayase.emulator.catalog.ColumnType;
import dev.hayase.emulator.catalog.Mode;
import dev.hayase.emulator.catalog.TableDefinition;
import dev.hayase.emulator.catalog.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The statement that creates a table or view: column `ddl` of `INFORMATION_SCHEMA.TABLES`, in the
/// form of the [documentation's example][ref].
///
/// [ref]: https://cloud.google.com/bigquery/docs/information-schema-tables#example_2
final class TableDdl {
  /// <https://cloud.google.com/bigquery/docs/reference/standard-sql/lexical#reserved_keywords>
  private static final Set<String> RESERVED =
      Set.of(
          """
          ALL AND ANY ARRAY AS ASC ASSERT_ROWS_MODIFIED AT BETWEEN BY CASE CAST COLLATE CONTAINS
          CREATE CROSS CUBE CURRENT DEFAULT DEFINE DESC DISTINCT ELSE END ENUM ESCAPE EXCEPT
          EXCLUDE EXISTS EXTRACT FALSE FETCH FOLLOWING FOR FROM FULL GROUP GROUPING GROUPS HASH
          HAVING IF IGNORE IN INNER INTERSECT INTERVAL INTO IS JOIN LATERAL LEFT LIKE LIMIT LOOKUP
          MERGE NATURAL NEW NO NOT NULL NULLS OF ON OR ORDER OUTER OVER PARTITION PRECEDING PROTO
          QUALIFY RANGE RECURSIVE RESPECT RIGHT ROLLUP ROWS SELECT SET SOME STRUCT TABLESAMPLE THEN
          TO TREAT TRUE UNBOUNDED UNION UNNEST USING WHEN WHERE WINDOW WITH WITHIN\
          """
              .split("\\s+", -1));

  private final TableDefinition table;

  TableDdl(TableDefinition table) {
    this.table = table;
  }

  String text() {
    Optional<String> view = table.viewQuery();
    String options = OptionTexts.clause(OptionTexts.ofTable(table.resource()), "\n  ");
    List<String> parts = new ArrayList<>();
    if (view.isPresent()) {
      parts.add("CREATE VIEW " + name(table.name()));
      parts.add(options);
      parts.add("AS " + view.get());
    } else {
      parts.add("CREATE TABLE " + name(table.name()));
      parts.add("(\n  " + String.join(",\n  ", elements()) + "\n)");
      parts.add(partitioning());
      parts.add(clustering());
      parts.add(options.isEmpty() ? "" : options.replaceFirst("\\)$", "\n)"));
    }
    return parts.stream().filter(part -> !part.isEmpty()).collect(Collectors.joining("\n")) + ";";
  }

  private static String name(TableName name) {
    return "`" + name.project() + "." + name.dataset() + "." + name.table() + "`";
  }

  private List<String> elements() {
    List<String> elements = new ArrayList<>();
    for (Column column : table.schema().columns()) {
      elements.add(identifier(column.name()) + " " + described(column));
    }
    if (!table.primaryKey().isEmpty()) {
      elements.add("PRIMARY KEY (" + names(table.primaryKey()) + ") NOT ENFORCED");
    }
    KeyViews.foreignKeys(table)
        .forEach(key ->
            elements.add(
                "CONSTRAINT "
                    + identifier(key.name())
                    + " FOREIGN KEY ("
                    + names(key.columns())
                    + ") REFERENCES "
                    + name(key.referenced())
                    + "("
                    + names(key.referencedColumns())
                    + ") NOT ENFORCED"));
    return elements;
  }

  private static String names(List<String> names) {
    return names.stream().map(name -> identifier(name)).collect(Collectors.joining(", "));
  }

  private static String identifier(String name) {
    boolean plain =
        name.matches("[A-Za-z_][A-Za-z0-9_]*") && !RESERVED.contains(name.toUpperCase(Locale.ROOT));
    return plain ? name : "`" + name + "`";
  }

  private static String described(Column column) {
    StringBuilder text = new StringBuilder(type(column));
    if (column.mode() == Mode.REQUIRED) {
      text.append(" NOT NULL");
    }
    JsonElement defaultValue = column.json().get("defaultValueExpression");
    if (defaultValue != null) {
      text.append(" DEFAULT ").append(defaultValue.getAsString());
    }
    String options = OptionTexts.clause(OptionTexts.ofColumn(column.json()), " ");
    return options.isEmpty() ? text.toString() : text + " " + options;
  }

  private static String type(Column column) {
    if (column.type() != ColumnType.STRUCT) {
      return column.standardType();
    }
    String struct =
        column.fields().stream()
            .map(field -> identifier(field.name()) + " " + described(field))
            .collect(Collectors.joining(", ", "STRUCT<", ">"));
    return column.mode() == Mode.REPEATED ? "ARRAY<" + struct + ">" : struct;
  }

  private String partitioning() {
    if (table.resource().get("rangePartitioning") instanceof JsonObject partitioning
        && partitioning.get("range") instanceof JsonObject range) {
      return "PARTITION BY RANGE_BUCKET("
          + identifier(partitioning.get("field").getAsString())
          + ", GENERATE_ARRAY("
          + range.get("start").getAsString()
          + ", "
          + range.get("end").getAsString()
          + ", "
          + range.get("interval").getAsString()
          + "))";
    }
    if (!(table.resource().get("timePartitioning") instanceof JsonObject partitioning)) {
      return "";
    }
    String unit = partitioning.has("type") ? partitioning.get("type").getAsString() : "DAY";
    if (!partitioning.has("field")) {
      return unit.equals("DAY")
          ? "PARTITION BY _PARTITIONDATE"
          : "PARTITION BY TIMESTAMP_TRUNC(_PARTITIONTIME, " + unit + ")";
    }
    String field = partitioning.get("field").getAsString();
    ColumnType type = table.schema().column(field).map(Column::type).orElse(ColumnType.TIMESTAMP);
    String column = identifier(field);
    if (unit.equals("DAY")) {
      return "PARTITION BY " + (type == ColumnType.DATE ? column : "DATE(" + column + ")");
    }
    return "PARTITION BY " + type.name() + "_TRUNC(" + column + ", " + unit + ")";
  }

  private String clustering() {
    if (table.resource().get("clustering") instanceof JsonObject clustering
        && clustering.get("fields") instanceof JsonArray fields) {
      return "CLUSTER BY "
          + names(fields.asList().stream().map(field -> field.getAsString()).toList());
    }
    return "";
  }
}
