package dev.hayase.emulator.googlesql;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedOption;
import com.google.zetasql.resolvedast.ResolvedOptionEnums.AssignmentOp;
import dev.hayase.emulator.catalog.BigQueryException;
import dev.hayase.emulator.catalog.ColumnType;
import dev.hayase.emulator.catalog.DataType;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `OPTIONS(...)`: what each option is in a REST resource. Options that nobody knows are refused in
/// ZetaSQL's words, those that BigQuery knows and we cannot keep by name
/// ([tables][t], [columns][c], [views][v], [schemas][s]).
///
/// [t]: https://cloud.google.com/bigquery/docs/reference/standard-sql/data-definition-language#table_option_list
/// [c]: https://cloud.google.com/bigquery/docs/reference/standard-sql/data-definition-language#column_option_list
/// [v]: https://cloud.google.com/bigquery/docs/reference/standard-sql/data-definition-language#view_option_list
/// [s]: https://cloud.google.com/bigquery/docs/reference/standard-sql/data-definition-language#schema_option_list
final class Options {
  private static final BigDecimal DAY_MILLIS = BigDecimal.valueOf(86_400_000);
  private static final DataType LABELS =
      DataType.struct(
              List.of(
                  new DataType.Field("key", DataType.scalar(ColumnType.STRING)),
                  new DataType.Field("value", DataType.scalar(ColumnType.STRING))))
          .inArray();

  /// How an option's value is written in a resource.
  private enum Form {
    TEXT,
    FLAG,
    NUMBER,
    MILLIS,
    DAYS,
    INTERVAL,
    LABELS
  }

  /// @param path of the member, outermost first
  private record Option(Form form, List<String> path) {
    Option(Form form, String... path) {
      this(form, List.of(path));
    }
  }

  private static final Map<String, Option> TABLE =
      Map.ofEntries(
          Map.entry("description", new Option(Form.TEXT, "description")),
          Map.entry("friendly_name", new Option(Form.TEXT, "friendlyName")),
          Map.entry("labels", new Option(Form.LABELS, "labels")),
          Map.entry("tags", new Option(Form.LABELS, "resourceTags")),
          Map.entry("expiration_timestamp", new Option(Form.MILLIS, "expirationTime")),
          Map.entry(
              "partition_expiration_days",
              new Option(Form.DAYS, "timePartitioning", "expirationMs")),
          Map.entry("require_partition_filter", new Option(Form.FLAG, "requirePartitionFilter")),
          Map.entry("kms_key_name", new Option(Form.TEXT, "encryptionConfiguration", "kmsKeyName")),
          Map.entry("default_rounding_mode", new Option(Form.TEXT, "defaultRoundingMode")),
          Map.entry("max_staleness", new Option(Form.INTERVAL, "maxStaleness")));
  private static final Map<String, Option> VIEW =
      Map.of(
          "description", new Option(Form.TEXT, "description"),
          "friendly_name", new Option(Form.TEXT, "friendlyName"),
          "labels", new Option(Form.LABELS, "labels"),
          "tags", new Option(Form.LABELS, "resourceTags"),
          "expiration_timestamp", new Option(Form.MILLIS, "expirationTime"));
  private static final Map<String, Option> SCHEMA =
      Map.ofEntries(
          Map.entry("description", new Option(Form.TEXT, "description")),
          Map.entry("friendly_name", new Option(Form.TEXT, "friendlyName")),
          Map.entry("labels", new Option(Form.LABELS, "labels")),
          Map.entry("tags", new Option(Form.LABELS, "resourceTags")),
          Map.entry("location", new Option(Form.TEXT, "location")),
          Map.entry(
              "default_kms_key_name",
              new Option(Form.TEXT, "defaultEncryptionConfiguration", "kmsKeyName")),
          Map.entry(
              "default_table_expiration_days", new Option(Form.DAYS, "defaultTableExpirationMs")),
          Map.entry(
              "default_partition_expiration_days",
              new Option(Form.DAYS, "defaultPartitionExpirationMs")),
          Map.entry("default_rounding_mode", new Option(Form.TEXT, "defaultRoundingMode")),
          Map.entry("is_case_insensitive", new Option(Form.FLAG, "isCaseInsensitive")),
          Map.entry("max_time_travel_hours", new Option(Form.NUMBER, "maxTimeTravelHours")),
          Map.entry("storage_billing_model", new Option(Form.TEXT, "storageBillingModel")));
  private static final Map<String, Option> COLUMN =
      Map.of(
          "description", new Option(Form.TEXT, "description"),
          "rounding_mode", new Option(Form.TEXT, "roundingMode"));

  /// What BigQuery knows and a resource here has no place for.
  private static final List<String> KNOWN =
      List.of(
          "enable_change_history",
          "enable_fine_grained_mutations",
          "storage_uri",
          "file_format",
          "table_format",
          "privacy_policy",
          "data_policies",
          "failover_reservation",
          "is_primary",
          "primary_replica");

  private final Translation translation;
  private final Expressions expressions;
  private final Constants constants;

  Options(Translation translation, Expressions expressions, Constants constants) {
    this.translation = translation;
    this.expressions = expressions;
    this.constants = constants;
  }

  void ofTable(List<ResolvedOption> options, JsonObject resource) {
    options.forEach(option -> set(option, TABLE, resource));
  }

  void ofView(List<ResolvedOption> options, JsonObject resource) {
    options.forEach(option -> set(option, VIEW, resource));
  }

  void ofSchema(List<ResolvedOption> options, JsonObject resource) {
    options.forEach(option -> set(option, SCHEMA, resource));
  }

  void ofColumn(List<ResolvedOption> options, JsonObject field) {
    options.forEach(option -> set(option, COLUMN, field));
  }

  /// A NULL takes the option away.
  private void set(ResolvedOption option, Map<String, Option> known, JsonObject resource) {
    String name = option.getName().toLowerCase(Locale.ROOT);
    if (option.getAssignmentOp() != AssignmentOp.DEFAULT_ASSIGN) {
      throw translation.unsupported("Adding to or removing from option " + name, option);
    }
    Option meant = known.get(name);
    if (meant == null) {
      if (KNOWN.contains(name)) {
        throw translation.unsupported("Option " + name, option);
      }
      throw BigQueryException.invalidQuery(
          "Unknown option: " + option.getName() + translation.positions().of(option));
    }
    JsonElement value = value(option, meant.form());
    JsonObject holder = resource;
    for (int i = 0; i < meant.path().size() - 1; i++) {
      if (!(holder.get(meant.path().get(i)) instanceof JsonObject)) {
        if (value == null) {
          return;
        }
        holder.add(meant.path().get(i), new JsonObject());
      }
      holder = holder.getAsJsonObject(meant.path().get(i));
    }
    String member = meant.path().getLast();
    holder.remove(member);
    if (value != null) {
      holder.add(member, value);
    }
  }

  private @Nullable JsonElement value(ResolvedOption option, Form form) {
    Object value = constant(option, form);
    if (value == null) {
      return null;
    }
    return switch (form) {
      case TEXT, INTERVAL -> new JsonPrimitive(value.toString());
      case FLAG -> new JsonPrimitive((Boolean) value);
      case NUMBER -> new JsonPrimitive(value.toString());
      case MILLIS ->
          new JsonPrimitive(Long.toString(((OffsetDateTime) value).toInstant().toEpochMilli()));
      case DAYS ->
          new JsonPrimitive(
              BigDecimal.valueOf((Double) value).multiply(DAY_MILLIS).toBigInteger().toString());
      case LABELS -> labels((List<?>) value);
    };
  }

  private @Nullable Object constant(ResolvedOption option, Form form) {
    String found = option.getValue().getType().getKind().name().substring("TYPE_".length());
    DataType wanted =
        switch (form) {
          case TEXT -> DataType.scalar(ColumnType.STRING);
          case FLAG -> DataType.scalar(ColumnType.BOOL);
          case NUMBER -> DataType.scalar(ColumnType.INT64);
          case MILLIS -> DataType.scalar(ColumnType.TIMESTAMP);
          case DAYS -> DataType.scalar(ColumnType.FLOAT64);
          case INTERVAL -> DataType.scalar(ColumnType.INTERVAL);
          case LABELS -> LABELS;
        };
    boolean fits =
        switch (form) {
          case TEXT -> found.equals("STRING");
          case FLAG -> found.equals("BOOL");
          case NUMBER -> found.equals("INT64");
          case MILLIS -> found.equals("TIMESTAMP") || found.equals("STRING");
          case DAYS -> List.of("INT64", "DOUBLE", "NUMERIC").contains(found);
          case INTERVAL -> found.equals("INTERVAL") || found.equals("STRING");
          case LABELS -> found.equals("ARRAY");
        };
    String sql = expressions.sql(option.getValue());
    String pairs =
        "list_transform("
            + sql
            + ", lambda x : {'key': struct_extract_at(x, 1), 'value': struct_extract_at(x, 2)})";
    String cast =
        "CAST(" + (form == Form.LABELS ? pairs : sql) + " AS " + wanted.duckdbType() + ")";
    if (!fits
        && !Boolean.TRUE.equals(
            constants.value(sql + " IS NULL", DataType.scalar(ColumnType.BOOL)))) {
      throw BigQueryException.invalidQuery(
          "Option "
              + option.getName()
              + " value has type "
              + (found.equals("DOUBLE") ? "FLOAT64" : found)
              + " which cannot be coerced to expected type "
              + (form == Form.LABELS ? "ARRAY<STRUCT<STRING, STRING>>" : wanted.type().name())
              + translation.positions().of(option));
    }
    return fits ? constants.value(cast, wanted) : null;
  }

  private static JsonObject labels(List<?> pairs) {
    JsonObject labels = new JsonObject();
    for (Object pair : pairs) {
      Object[] values = (Object[]) pair;
      labels.addProperty(String.valueOf(values[0]), String.valueOf(values[1]));
    }
    return labels;
  }

  /// The texts of an array in a resource.
  static JsonArray array(List<String> texts) {
    JsonArray array = new JsonArray();
    texts.forEach(array::add);
    return array;
  }
}
