package dev.hayase.records.format;

import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.event.schema.TableSchema;
import dev.hayase.pipeline.TableSettings;
import dev.hayase.pipeline.TopicSettings;
import dev.hayase.pipeline.TopicSettings.Documents;
import dev.hayase.pipeline.TopicSettings.OrderBy;
import dev.hayase.pipeline.TopicSettings.UnknownFields;
import dev.hayase.records.connect.ChangeOrder;
import dev.hayase.records.connect.ConnectCodec;
import dev.hayase.records.connect.InlineJson;
import dev.hayase.records.row.DocumentValues;
import dev.hayase.records.row.FieldRules;
import dev.hayase.records.row.IntegerTimes;
import dev.hayase.records.table.TableMode;
import java.util.Optional;

/// How the records of a topic are read that the pipeline file declares, under `topics` or
/// `streams`.
public final class DeclaredFormats {
  private static final Column UNKNOWN_FIELDS = Column.nullable("_unknown_fields", ColumnType.JSON);

  private DeclaredFormats() {}

  /// The schema of the topic's table, where the settings name a file.
  ///
  /// @param file what stands in it
  /// @throws dev.hayase.event.wire.MalformedRecordException when that is no schema
  public static TableSchema schema(TopicSettings settings, byte[] file) {
    TableSchema schema = TableSchema.declared(file, settings.key());
    return settings.documents().unknownFields() == UnknownFields.KEPT_APART
        ? schema.with(UNKNOWN_FIELDS)
        : schema;
  }

  /// What the pipeline wants the table to hold.
  public static TableMode mode(TableSettings settings) {
    return switch (settings.mode()) {
      case MIRROR -> TableMode.MIRROR;
      case HISTORY -> TableMode.HISTORY;
      case APPEND -> TableMode.APPEND;
    };
  }

  /// Of a topic of plain JSON.
  ///
  /// @param declared see [#schema]
  public static TopicFormat json(TopicSettings settings, Optional<TableSchema> declared) {
    Documents documents = settings.documents();
    IntegerTimes times =
        documents
            .integerTimes()
            .map(unit ->
                switch (unit) {
                  case SECONDS -> IntegerTimes.SECONDS;
                  case MILLISECONDS -> IntegerTimes.MILLISECONDS;
                  case MICROSECONDS -> IntegerTimes.MICROSECONDS;
                  case NANOSECONDS -> IntegerTimes.NANOSECONDS;
                })
            .orElse(IntegerTimes.REFUSED);
    FieldRules rules =
        switch (documents.unknownFields()) {
          case PARK, KEPT_APART -> FieldRules.OPTIONAL;
          case IGNORE -> FieldRules.OPEN;
        };
    JsonFormat format =
        new JsonFormat(declared, mode(settings.table()), new DocumentValues(times), rules);
    return new TopicFormat(format, format);
  }

  /// Of a topic of Kafka Connect's, in JSON.
  ///
  /// @param declared see [#schema]; empty where the records bring theirs
  /// @param mode what the table is to hold
  public static TopicFormat connect(
      TopicSettings settings,
      Optional<TableSchema> declared,
      TableMode mode,
      ConnectLayout layout) {
    return connect(
        topic(settings, declared, mode, Optional.of(layout)), new InlineJson(), new InlineJson());
  }

  /// Of a topic of Kafka Connect's.
  ///
  /// @param keys another codec than that of the values: its last payload is good until the next
  public static TopicFormat connect(ConnectTopic topic, ConnectCodec values, ConnectCodec keys) {
    ConnectSchemas schemas = new ConnectSchemas(topic, values, keys);
    return new TopicFormat(new ConnectFormat(topic, values, keys, schemas), schemas);
  }

  /// What is known of a topic of Kafka Connect's beforehand.
  ///
  /// @param layout empty where the records tell
  public static ConnectTopic topic(
      TopicSettings settings,
      Optional<TableSchema> declared,
      TableMode mode,
      Optional<ConnectLayout> layout) {
    return new ConnectTopic(
        layout,
        settings.key(),
        declared,
        mode,
        new ChangeOrder(settings.order().by() == OrderBy.SOURCE, settings.order().epochs()));
  }
}
