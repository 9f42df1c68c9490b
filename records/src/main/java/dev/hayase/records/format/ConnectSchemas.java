package dev.hayase.records.format;

import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.event.schema.TableSchema;
import dev.hayase.records.connect.ConnectCodec;
import dev.hayase.records.connect.ConnectColumn.Instants;
import dev.hayase.records.connect.ConnectSchema;
import dev.hayase.records.connect.ConnectTable;
import dev.hayase.records.connect.KeyNames;
import dev.hayase.records.connect.SourceForm.Scalar;
import dev.hayase.records.table.TableMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Which table schema the records of one topic of Kafka Connect's have. A schema key stands for the
/// value's schema together with the columns of the primary key, which the record's key names.
///
/// Keys are made by the thread that reads the topic, and looked up by others.
public final class ConnectSchemas implements Schemas {
  private static final String DECLARED = "declared";

  /// Before the name of a value's schema: the schema itself is wanted, and no table.
  private static final char LOOK = '?';

  private final ConnectTopic topic;
  private final ConnectCodec values;
  private final ConnectCodec keys;
  private final Map<String, Wanted> wanted = new ConcurrentHashMap<>();
  private final Map<String, ConnectLayout> layouts = new ConcurrentHashMap<>();
  private final Map<String, ConnectLayout> valueLayouts = new ConcurrentHashMap<>();
  private @Nullable Wanted last;

  /// What a schema key stands for.
  ///
  /// @param value name of the value's schema; empty when it carries none
  /// @param key name of the key's schema; empty when it carries none, or when it does not matter
  /// @param columns of the primary key, where the key has no schema
  private record Wanted(
      String schemaKey, Optional<String> value, Optional<String> key, List<String> columns) {}

  public ConnectSchemas(ConnectTopic topic, ConnectCodec values, ConnectCodec keys) {
    this.topic = topic;
    this.values = values;
    this.keys = keys;
  }

  /// The schema key of a row.
  ///
  /// @param key the record's
  String key(Optional<String> valueSchema, Optional<String> keySchema, byte @Nullable [] key) {
    Wanted before = last;
    boolean same =
        before != null
            && before.value().equals(valueSchema)
            && before.key().equals(keySchema)
            && (key == null || keySchema.isPresent() || !before.columns().isEmpty());
    if (before != null && same) {
      return before.schemaKey();
    }
    List<String> columns =
        keySchema.isPresent() || !topic.key().isEmpty() || key == null
            ? topic.key()
            : KeyNames.of(key);
    String schemaKey =
        valueSchema.orElse(DECLARED) + '/' + keySchema.orElseGet(() -> String.join(",", columns));
    Wanted now = new Wanted(schemaKey, valueSchema, keySchema, columns);
    wanted.putIfAbsent(schemaKey, now);
    last = now;
    return schemaKey;
  }

  /// The schema key of a deletion: the schema of the key, or the one that the last row had.
  Optional<String> keyOfTombstone(Optional<String> keySchema) {
    if (keySchema.isPresent()) {
      String schemaKey = '/' + keySchema.get();
      wanted.putIfAbsent(schemaKey, new Wanted(schemaKey, Optional.empty(), keySchema, List.of()));
      return Optional.of(schemaKey);
    }
    if (topic.declared().isPresent() && !topic.key().isEmpty()) {
      return Optional.of(key(Optional.empty(), keySchema, null));
    }
    return Optional.ofNullable(last).map(Wanted::schemaKey);
  }

  /// How values of this schema hold their rows; null until it was looked at.
  @Nullable ConnectLayout layoutOf(String valueSchema) {
    return valueLayouts.get(valueSchema);
  }

  /// The schema key by which a value's schema is looked at. It never stands for a table: once it
  /// was looked up, [#layoutOf] knows.
  String keyOfLook(String valueSchema) {
    return LOOK + valueSchema;
  }

  boolean isDeclared(String schemaKey) {
    return schemaKey.startsWith(DECLARED + '/');
  }

  ConnectLayout layout(String schemaKey) {
    return layouts.getOrDefault(schemaKey, topic.layout().orElse(ConnectLayout.ROW));
  }

  String unknown(String schemaKey) {
    if (schemaKey.charAt(0) == LOOK) {
      return values.unknown(schemaKey.substring(1));
    }
    Wanted asked = wanted.get(schemaKey);
    return asked == null || asked.value().isEmpty()
        ? keys.unknown(asked == null ? schemaKey : asked.key().orElse(schemaKey))
        : values.unknown(asked.value().get());
  }

  @Override
  public Optional<TableSchema> find(String schemaKey) {
    if (schemaKey.charAt(0) == LOOK) {
      String name = schemaKey.substring(1);
      values.schema(name).ifPresent(value -> valueLayouts.put(name, layoutOf(value)));
      return Optional.empty();
    }
    Wanted asked = wanted.get(schemaKey);
    if (asked == null) {
      return Optional.empty();
    }
    try {
      if (isDeclared(schemaKey)) {
        return topic.declared().map(declared -> withKey(declared, asked));
      }
      return asked.value().isPresent() ? ofValue(asked, asked.value().get()) : ofKey(asked);
    } catch (IllegalArgumentException e) {
      throw new UnusableSchemaException(
          "the schema of its records makes no table: " + e.getMessage(),
          "Name under key: for this topic in pipeline.yaml columns that the rows have, set the"
              + " format: that the topic has, or set mode: mirror or mode: history; then restart the"
              + " loader",
          e);
    }
  }

  private Optional<TableSchema> ofValue(Wanted asked, String name) {
    Optional<ConnectSchema> found = values.schema(name);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    ConnectSchema value = found.get();
    ConnectLayout layout = layout(value);
    valueLayouts.put(name, layout);
    layouts.put(asked.schemaKey(), layout);
    Optional<List<String>> key = primaryKey(asked);
    return key.map(columns ->
        switch (layout) {
          case ENVELOPE -> ConnectTable.ofEnvelope(value, columns);
          case DOCUMENT -> ConnectTable.documents();
          case ROW -> ConnectTable.of(value, columns, instants());
        });
  }

  private ConnectLayout layout(ConnectSchema value) {
    ConnectLayout layout = layoutOf(value);
    boolean envelope = layout != ConnectLayout.ROW;
    if (topic.enveloped() && !envelope) {
      throw new IllegalArgumentException("the topic is declared to hold Debezium's envelopes");
    }
    if (envelope && topic.mode() == TableMode.APPEND) {
      throw new IllegalArgumentException(
          "it holds Debezium's envelopes, which are changes: mode: mirror keeps the rows as they are"
              + " now, mode: history every change");
    }
    return layout;
  }

  private static ConnectLayout layoutOf(ConnectSchema value) {
    if (!ConnectTable.isEnvelope(value)) {
      return ConnectLayout.ROW;
    }
    return ConnectTable.hasDocuments(value) ? ConnectLayout.DOCUMENT : ConnectLayout.ENVELOPE;
  }

  /// A flattened row is Debezium's, any other may be anybody's.
  private Instants instants() {
    return topic.layout().isPresent() ? Instants.WITHOUT_ZONE : Instants.MOMENT;
  }

  /// Empty when nobody knows the schema of the key.
  private Optional<List<String>> primaryKey(Wanted asked) {
    return asked.key().isEmpty()
        ? Optional.of(asked.columns())
        : keys.schema(asked.key().get()).map(ConnectTable::keyColumns);
  }

  private Optional<TableSchema> ofKey(Wanted asked) {
    return keys.schema(asked.key().orElseThrow())
        .map(key -> ConnectTable.of(key, ConnectTable.keyColumns(key), instants()));
  }

  /// The declared schema, in which a date that nothing is said about may be a number of days: no
  /// other number can stand there.
  private static TableSchema withKey(TableSchema declared, Wanted asked) {
    SortedMap<String, String> forms = new TreeMap<>(declared.sourceTypes());
    for (Column column : declared.columns()) {
      if (column.type() == ColumnType.DATE) {
        forms.putIfAbsent(column.name(), Scalar.DAYS.toText());
      }
    }
    return new TableSchema(
        declared.columns(),
        declared.primaryKey().isEmpty() ? asked.columns() : declared.primaryKey(),
        forms);
  }
}
