package dev.hayase.pipeline;

import dev.hayase.event.schema.TableSchema;
import dev.hayase.event.wire.Json;
import dev.hayase.event.wire.MalformedRecordException;
import dev.hayase.pipeline.StreamSettings.Identity;
import dev.hayase.pipeline.StreamSettings.Language;
import dev.hayase.pipeline.StreamSettings.Personal;
import dev.hayase.pipeline.StreamSettings.Schema;
import dev.hayase.pipeline.StreamSettings.Time;
import dev.hayase.pipeline.StreamSettings.Topic;
import dev.hayase.pipeline.StreamSettings.UnknownFields;
import dev.hayase.pipeline.TopicSettings.IntegerTimes;
import dev.hayase.pipeline.yaml.Entry;
import dev.hayase.pipeline.yaml.Key;
import dev.hayase.pipeline.yaml.Kind;
import dev.hayase.pipeline.yaml.Reading;
import dev.hayase.pipeline.yaml.Refusal;
import dev.hayase.pipeline.yaml.Section;
import dev.hayase.pipeline.yaml.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The keys of one stream under `streams`.
final class StreamKeys {
  private static final ByteSize LARGEST = new ByteSize(256 << 10);

  /// BigQuery takes rows of 10 MB; the rest is for what surrounds the event.
  private static final ByteSize LARGEST_OF_ALL = ByteSize.ofMebibytes(8);

  private static final Pattern DAYS = Pattern.compile("([0-9]{1,5}) ?(h|d)");
  private static final Pattern PATH = Pattern.compile("[^.\\s]+(\\.[^.\\s]+)*");

  private static final Kind<String> FIELD =
      Kind.text("a field's path, as `user.id`", StreamKeys::path);

  private static final Key<Path> SCHEMA =
      Key.optional(
          "schema",
          Kind.readableFile(),
          "What the stream's events look like: the table's columns, as `bq show --schema` prints"
              + " them, or a JSON Schema. Without it, and with a JSON Schema, events go whole into"
              + " the JSON column `data`.");
  private static final Key<UnknownFields> UNKNOWN_FIELDS =
      Key.optional(
          "unknown-fields",
          Kind.oneOf(TableKeys.words(UnknownFields.values())),
          UnknownFields.QUARANTINE,
          "quarantine",
          "What becomes of an event with a field that is no column. quarantine: it goes to the"
              + " stream's quarantine; keep: the field goes into the JSON column `_unknown_fields`.");
  private static final Key<String> EVENT_ID =
      Key.optional(
          "event-id",
          FIELD,
          "The field that holds an event's id, by which a repeated event is known. Without it, and"
              + " where the protocol has none either, an id is derived from what was sent.");
  private static final Key<Boolean> REQUIRE_EVENT_ID =
      Key.optional(
          "require-event-id",
          Kind.flag(),
          false,
          "false",
          "Whether an event that brings no id is quarantined.");
  private static final Key<String> EVENT_TIME =
      Key.optional(
          "event-time",
          FIELD,
          "The field that says when an event happened, as ISO 8601 with an offset, or as an integer"
              + " with `integer-times`. Without it: what the protocol says.");
  private static final Key<IntegerTimes> INTEGER_TIMES =
      Key.optional(
          "integer-times",
          Kind.oneOf(TableKeys.words(IntegerTimes.values())),
          "What integers count since 1970 in `event-time` and where a TIMESTAMP belongs.");
  private static final Key<String> KEY =
      Key.optional(
          "key",
          FIELD,
          "The field whose value is the record's key in Kafka: events of one key keep their order."
              + " Without it events are spread.");
  private static final Key<List<Entry<Personal>>> PERSONAL =
      Key.optional(
          "personal",
          Kind.mapOf("field's path", Kind.oneOf(TableKeys.words(Personal.values()))),
          List.of(),
          "",
          "Fields that hold personal data, and what becomes of their values before they leave the"
              + " log-service. drop: left out; mask: `***`; truncate: an IP address without its"
              + " last part; hash: a keyed hash; encrypt: AES-GCM. `*` stands for any field.");
  private static final Key<ByteSize> LARGEST_EVENT =
      Key.optional(
          "largest-event",
          Kind.text("a size up to 8MiB", StreamKeys::size),
          LARGEST,
          LARGEST.toString(),
          "An event that is larger is quarantined.");
  private static final Key<Duration> RETENTION =
      Key.optional(
          "retention",
          Kind.text("hours or days, as 7d", StreamKeys::duration),
          Topic.DEFAULT.retention(),
          "7d",
          "How long Kafka keeps the stream's topic, when Hayase creates it. The quarantine is kept four times as long.");
  private static final Key<Integer> PARTITIONS =
      Key.optional(
          "partitions",
          Kind.integer("a number of partitions", 1, 10_000),
          "How many partitions the topic gets when Hayase creates it. Without it: `kafka.partitions`.");
  private static final Key<String> TABLE =
      Key.optional(
          "table", TableKeys.TABLE_NAME, "The table's name in BigQuery. Without it: the stream's.");

  static final Section<StreamSettings> SECTION =
      new Section<>(
          List.of(
              SCHEMA,
              UNKNOWN_FIELDS,
              EVENT_ID,
              REQUIRE_EVENT_ID,
              EVENT_TIME,
              INTEGER_TIMES,
              KEY,
              PERSONAL,
              LARGEST_EVENT,
              RETENTION,
              PARTITIONS,
              TableKeys.DATASET,
              TABLE,
              TableKeys.CLUSTER_BY,
              TableKeys.DELIVERY,
              TableKeys.PRIORITY),
          StreamKeys::check,
          StreamKeys::build);

  private StreamKeys() {}

  private static StreamSettings build(Values values) {
    Map<String, Personal> personal = new LinkedHashMap<>();
    values
        .get(PERSONAL)
        .forEach(field -> field.value().ifPresent(rule -> personal.put(field.name(), rule)));
    TableSettings usual = TableSettings.DEFAULT;
    return new StreamSettings(
        values
            .find(SCHEMA)
            .map(file -> new Schema(file, language(file), values.get(UNKNOWN_FIELDS))),
        new Identity(values.find(EVENT_ID), values.get(REQUIRE_EVENT_ID)),
        new Time(values.find(EVENT_TIME), values.find(INTEGER_TIMES)),
        values.find(KEY),
        personal,
        values.get(LARGEST_EVENT),
        new Topic(
            values.get(RETENTION),
            values.find(PARTITIONS).map(OptionalInt::of).orElse(OptionalInt.empty())),
        new TableSettings(
            TableSettings.Mode.APPEND,
            values.find(TableKeys.DATASET),
            values.find(TABLE),
            values.get(TableKeys.CLUSTER_BY),
            values.get(TableKeys.DELIVERY),
            values.get(TableKeys.PRIORITY),
            usual.onTruncate(),
            usual.onTypeConflict()));
  }

  private static void check(Values values, Reading reading) {
    TableKeys.check(values, Optional.of(TableSettings.Mode.APPEND), reading);
    for (Entry<Personal> field : values.find(PERSONAL).orElse(List.of())) {
      if (!PATH.matcher(field.name()).matches()) {
        reading.report(
            field.place(),
            "is no field's path",
            "Write names with dots between them, as user.email");
      }
    }
    Optional<Path> schema = values.find(SCHEMA);
    boolean columns = schema.isPresent() && language(schema.get()) == Language.BIGQUERY;
    if (values.has(UNKNOWN_FIELDS) && !columns) {
      reading.report(
          values.place(UNKNOWN_FIELDS),
          "is for a schema of columns",
          "Leave it out: a JSON Schema says itself what it allows (additionalProperties)");
    }
    if (columns) {
      checkColumns(schema.get(), values, reading);
    }
  }

  private static void checkColumns(Path file, Values values, Reading reading) {
    try {
      TableSchema.declared(Files.readAllBytes(file), List.of());
    } catch (IOException | MalformedRecordException e) {
      reading.report(
          values.place(SCHEMA),
          "names a file that cannot be read: " + e.getMessage(),
          "Write a list of columns as bq show --schema prints it, or a JSON Schema with $schema");
    }
  }

  /// A JSON Schema is an object that says so; whatever else is there is for the reader of columns.
  private static Language language(Path file) {
    try {
      return Json.readForeign(
          Files.readAllBytes(file),
          "The schema " + file,
          document -> document.has("$schema") ? Language.JSON_SCHEMA : Language.BIGQUERY);
    } catch (IOException | MalformedRecordException _) {
      return Language.BIGQUERY;
    }
  }

  private static String path(String text) {
    if (!PATH.matcher(text).matches()) {
      throw new Refusal("is no field's path", "Write names with dots between them, as user.id");
    }
    return text;
  }

  private static ByteSize size(String text) {
    ByteSize size = ByteSize.parse(text);
    if (size.bytes() == 0 || size.compareTo(LARGEST_OF_ALL) > 0) {
      throw new Refusal(
          "is no size for an event", "Write a size up to 8MiB: BigQuery takes no larger rows");
    }
    return size;
  }

  private static Duration duration(String text) {
    Matcher matcher = DAYS.matcher(text);
    if (matcher.matches()) {
      long amount = Long.parseLong(matcher.group(1));
      Duration duration =
          matcher.group(2).equals("d") ? Duration.ofDays(amount) : Duration.ofHours(amount);
      if (duration.isPositive()) {
        return duration;
      }
    }
    throw new Refusal("is no duration", "Write a whole number of hours or days, as 36h or 7d");
  }
}
