package dev.hayase.emulator.informationschema;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The options of a resource as GoogleSQL writes them.
final class OptionTexts {
  private static final BigDecimal DAY_MILLIS = BigDecimal.valueOf(86_400_000);

  private OptionTexts() {}

  /// @param value a literal or an expression for the value
  record OptionText(String name, String type, String value) {}

  static List<OptionText> ofTable(JsonObject resource) {
    List<OptionText> options = new ArrayList<>();
    text(options, resource, "friendlyName", "friendly_name");
    text(options, resource, "description", "description");
    if (resource.has("expirationTime")) {
      Instant at = Instant.ofEpochMilli(resource.get("expirationTime").getAsLong());
      options.add(new OptionText("expiration_timestamp", "TIMESTAMP", "TIMESTAMP \"" + at + "\""));
    }
    labels(options, resource);
    if (resource.get("timePartitioning") instanceof JsonObject partitioning) {
      days(options, partitioning, "expirationMs", "partition_expiration_days");
      flag(options, partitioning, "requirePartitionFilter", "require_partition_filter");
    }
    flag(options, resource, "requirePartitionFilter", "require_partition_filter");
    if (resource.get("encryptionConfiguration") instanceof JsonObject encryption) {
      text(options, encryption, "kmsKeyName", "kms_key_name");
    }
    text(options, resource, "defaultRoundingMode", "default_rounding_mode");
    if (resource.has("maxStaleness")) {
      options.add(
          new OptionText(
              "max_staleness",
              "INTERVAL",
              "INTERVAL \"" + resource.get("maxStaleness").getAsString() + "\" YEAR TO SECOND"));
    }
    return options.stream().distinct().toList();
  }

  static List<OptionText> ofDataset(JsonObject resource) {
    List<OptionText> options = new ArrayList<>();
    text(options, resource, "friendlyName", "friendly_name");
    text(options, resource, "description", "description");
    labels(options, resource);
    days(options, resource, "defaultTableExpirationMs", "default_table_expiration_days");
    days(options, resource, "defaultPartitionExpirationMs", "default_partition_expiration_days");
    text(options, resource, "defaultRoundingMode", "default_rounding_mode");
    flag(options, resource, "isCaseInsensitive", "is_case_insensitive");
    if (resource.has("maxTimeTravelHours")) {
      String hours = resource.get("maxTimeTravelHours").getAsString();
      options.add(new OptionText("max_time_travel_hours", "INT64", hours));
    }
    text(options, resource, "storageBillingModel", "storage_billing_model");
    return options;
  }

  static List<OptionText> ofColumn(JsonObject field) {
    List<OptionText> options = new ArrayList<>();
    text(options, field, "description", "description");
    text(options, field, "roundingMode", "rounding_mode");
    return options;
  }

  /// `OPTIONS(a=1, b="x")`; empty without options.
  static String clause(List<OptionText> options, String separator) {
    return options.isEmpty()
        ? ""
        : options.stream()
            .map(option -> option.name() + "=" + option.value())
            .collect(Collectors.joining("," + separator, "OPTIONS(" + separator.strip(), ")"));
  }

  private static void text(
      List<OptionText> options, JsonObject resource, String member, String name) {
    if (resource.has(member)) {
      options.add(new OptionText(name, "STRING", quoted(resource.get(member).getAsString())));
    }
  }

  private static void flag(
      List<OptionText> options, JsonObject resource, String member, String name) {
    if (resource.has(member)) {
      options.add(
          new OptionText(name, "BOOL", Boolean.toString(resource.get(member).getAsBoolean())));
    }
  }

  private static void days(
      List<OptionText> options, JsonObject resource, String member, String name) {
    if (resource.has(member)) {
      double days = resource.get(member).getAsBigDecimal().doubleValue() / DAY_MILLIS.doubleValue();
      options.add(new OptionText(name, "FLOAT64", Double.toString(days)));
    }
  }

  private static void labels(List<OptionText> options, JsonObject resource) {
    if (resource.get("labels") instanceof JsonObject labels && !labels.isEmpty()) {
      String pairs =
          labels.entrySet().stream()
              .map(label -> pair(label.getKey(), label.getValue()))
              .collect(Collectors.joining(", ", "[", "]"));
      options.add(new OptionText("labels", "ARRAY<STRUCT<STRING, STRING>>", pairs));
    }
  }

  private static String pair(String key, JsonElement value) {
    return "STRUCT(" + quoted(key) + ", " + quoted(value.getAsString()) + ")";
  }

  /// A string literal of GoogleSQL.
  static String quoted(String text) {
    StringBuilder literal = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> literal.append('\\').append(c);
        case '\n' -> literal.append("\\n");
        case '\r' -> literal.append("\\r");
        case '\t' -> literal.append("\\t");
        default -> {
          if (c < ' ') {
            literal.append(String.format(Locale.ROOT, "\\x%02x", (int) c));
          } else {
            literal.append(c);
          }
        }
      }
    }
    return literal.append('"').toString();
  }
}
