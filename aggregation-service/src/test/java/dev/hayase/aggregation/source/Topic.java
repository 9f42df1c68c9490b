package dev.hayase.aggregation.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hayase.engine.plan.SourcePlan;
import dev.hayase.engine.plan.SourcePlan.Kind;
import dev.hayase.engine.value.Layout;
import dev.hayase.event.schema.TableSchema;
import dev.hayase.pipeline.TableSettings;
import dev.hayase.pipeline.TopicSettings;
import dev.hayase.pipeline.TopicSettings.Documents;
import dev.hayase.pipeline.TopicSettings.Order;
import dev.hayase.records.SourcePartition;
import dev.hayase.records.SourceRecord;
import dev.hayase.records.SourceRecord.Header;
import dev.hayase.records.format.ConnectLayout;
import dev.hayase.records.format.DeclaredFormats;
import dev.hayase.records.format.TopicFormat;
import dev.hayase.records.table.TableMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A source's topic whose records are read one by one.
final class Topic {
  private final String name;
  private final RecordDecoder decoder;
  private long offset;

  private Topic(String name, SourcePlan plan, SourceFormat format) {
    this.name = name;
    this.decoder = new RowDecoder(plan, format);
  }

  /// Hayase's own change records, all of one schema.
  static Topic ofChanges(TableSchema schema, Layout columns) {
    return new Topic(
        "shop.public.t",
        new SourcePlan("shop.public.t", Kind.CHANGES, columns),
        SourceFormat.ofChanges(fingerprint ->
            Optional.of(schema).filter(s -> s.fingerprint().hex().equals(fingerprint))));
  }

  /// Documents, each a row.
  static Topic ofDocuments(Documents documents, Optional<TableSchema> schema, Layout columns) {
    return new Topic(
        "logs.page",
        new SourcePlan("logs.page", Kind.EVENTS, columns),
        new SourceFormat(
            DeclaredFormats.json(
                settings(
                    TopicSettings.Format.JSON, TableSettings.Mode.APPEND, documents, List.of()),
                schema),
            SourceFormat.Identity.PRIMARY_KEY));
  }

  /// Debezium's envelopes with their schema beside each, or the declared one.
  static Topic ofEnvelopes(Optional<TableSchema> schema, Layout columns) {
    return foreign(
        columns,
        DeclaredFormats.connect(
            settings(
                TopicSettings.Format.DEBEZIUM,
                TableSettings.Mode.MIRROR,
                Documents.DEFAULT,
                List.of()),
            schema,
            TableMode.MIRROR,
            ConnectLayout.ENVELOPE));
  }

  private static Topic foreign(Layout columns, TopicFormat format) {
    return new Topic(
        "theirs",
        new SourcePlan("theirs", Kind.CHANGES, columns),
        new SourceFormat(format, SourceFormat.Identity.PRIMARY_KEY));
  }

  private static TopicSettings settings(
      TopicSettings.Format format, TableSettings.Mode mode, Documents documents, List<String> key) {
    TableSettings usual = TableSettings.DEFAULT;
    return new TopicSettings(
        format,
        Optional.empty(),
        key,
        documents,
        Order.DEFAULT,
        new TableSettings(
            mode,
            usual.dataset(),
            usual.table(),
            usual.clusterBy(),
            usual.delivery(),
            usual.priority(),
            usual.onTruncate(),
            usual.onTypeConflict()));
  }

  /// The next record.
  Decoded read(@Nullable String key, @Nullable String value, Map<String, String> headers) {
    List<Header> all = new ArrayList<>();
    headers.forEach((header, text) -> all.add(new Header(header, text.getBytes(UTF_8))));
    return decoder.decode(
        new SourceRecord(
            new SourcePartition(name, 2), offset++, 1_000, bytes(key), bytes(value), all));
  }

  private static byte @Nullable [] bytes(@Nullable String text) {
    return text == null ? null : text.getBytes(UTF_8);
  }
}
