package dev.hayase.pipeline;

import dev.hayase.event.schema.TableSchema;
import dev.hayase.event.wire.MalformedRecordException;
import dev.hayase.pipeline.TableSettings.Mode;
import dev.hayase.pipeline.TopicSettings.Documents;
import dev.hayase.pipeline.TopicSettings.Format;
import dev.hayase.pipeline.TopicSettings.IntegerTimes;
import dev.hayase.pipeline.TopicSettings.Order;
import dev.hayase.pipeline.TopicSettings.OrderBy;
import dev.hayase.pipeline.TopicSettings.UnknownFields;
import dev.hayase.pipeline.yaml.Key;
import dev.hayase.pipeline.yaml.Kind;
import dev.hayase.pipeline.yaml.Reading;
import dev.hayase.pipeline.yaml.Refusal;
import dev.hayase.pipeline.yaml.Section;
import dev.hayase.pipeline.yaml.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/// The keys of one topic under `topics`.
final class TopicKeys {
  private static final Key<Format> FORMAT =
      Key.required(
          "format",
          Kind.oneOf(TableKeys.words(Format.values())),
          "json: one document for each record; debezium: its envelope in JSON, with or without"
              + " inline schemas; debezium-flat: its rows as the flattening transform leaves them;"
              + " avro: behind the id of a schema in the registry.");
  private static final Key<Path> SCHEMA =
      Key.optional(
          "schema",
          Kind.readableFile(),
          "The table's schema, in JSON as `bq show --schema` prints it. Without it a json topic's"
              + " documents go whole into the JSON column `data`, and Debezium's records must bring"
              + " theirs.");
  private static final Key<Mode> MODE =
      Key.optional(
          "mode",
          Kind.oneOf(TableKeys.words(Mode.values())),
          "append: every record as a row of its own; mirror and history: as under `tables`. Without"
              + " it: append for json and avro, mirror for Debezium.");
  private static final Key<List<String>> KEY =
      Key.optional(
          "key",
          Kind.listOf(Kind.text("columns", text -> text)),
          List.of(),
          "",
          "The columns by which a mirror's rows are told apart. Without it: those of the record's"
              + " key.");
  private static final Key<UnknownFields> UNKNOWN_FIELDS =
      Key.optional(
          "unknown-fields",
          Kind.oneOf(TableKeys.words(UnknownFields.PARK, UnknownFields.IGNORE)),
          UnknownFields.PARK,
          "park",
          "What becomes of a json document with a field that the schema does not have. park: it"
              + " goes to the dead letters, with the field's name; ignore: the field is left out.");
  private static final Key<IntegerTimes> INTEGER_TIMES =
      Key.optional(
          "integer-times",
          Kind.oneOf(TableKeys.words(IntegerTimes.values())),
          "What integers count since 1970 where a TIMESTAMP belongs, in json. Without it they go to"
              + " the dead letters: a guess could be wrong by a factor of a thousand.");
  private static final Key<OrderBy> ORDER =
      Key.optional(
          "order",
          Kind.oneOf(TableKeys.words(OrderBy.values())),
          OrderBy.SOURCE,
          "source",
          "Which of two changes of a row is the later one, for Debezium and avro. source: the one that stands later in"
              + " the source's log, as far as records say it; kafka: the one that stands later in the topic.");
  private static final Key<List<Instant>> EPOCHS =
      Key.optional(
          "epochs",
          Kind.listOf(Kind.text("moments with their offset", TopicKeys::moment)),
          List.of(),
          "",
          "The moments at which the source's log became another one (restored, or another server's), for Debezium and"
              + " avro, the earliest first. Changes that Kafka took from such a moment on are later than all before.");
  private static final Key<String> TABLE =
      Key.optional(
          "table",
          TableKeys.TABLE_NAME,
          "The table's name in BigQuery. Without it: the topic's, without `logs.` or `agg.` before"
              + " it; of Debezium's topics as the source's table would be named; two underscores"
              + " for a dot that is left.");

  static final Section<TopicSettings> SECTION =
      new Section<>(
          List.of(
              FORMAT,
              SCHEMA,
              MODE,
              KEY,
              UNKNOWN_FIELDS,
              INTEGER_TIMES,
              ORDER,
              EPOCHS,
              TableKeys.DATASET,
              TABLE,
              TableKeys.CLUSTER_BY,
              TableKeys.DELIVERY,
              TableKeys.PRIORITY,
              TableKeys.ON_TRUNCATE,
              TableKeys.ON_TYPE_CONFLICT),
          TopicKeys::check,
          TopicKeys::build);

  private TopicKeys() {}

  private static TopicSettings build(Values values) {
    return new TopicSettings(
        values.get(FORMAT),
        values.find(SCHEMA),
        values.get(KEY),
        new Documents(values.get(UNKNOWN_FIELDS), values.find(INTEGER_TIMES)),
        new Order(values.get(ORDER), values.get(EPOCHS)),
        TableKeys.settings(values, mode(values).orElse(Mode.APPEND), values.find(TABLE)));
  }

  private static Optional<Mode> mode(Values values) {
    return values.has(MODE)
        ? values.find(MODE)
        : values
            .find(FORMAT)
            .map(format ->
                switch (format) {
                  case JSON, AVRO -> Mode.APPEND;
                  case DEBEZIUM, DEBEZIUM_FLAT -> Mode.MIRROR;
                });
  }

  private static void check(Values values, Reading reading) {
    Optional<Mode> mode = mode(values);
    TableKeys.check(values, mode, reading);
    if (values.find(FORMAT).isEmpty() || mode.isEmpty()) {
      return;
    }
    switch (values.get(FORMAT)) {
      case JSON -> checkJson(values, mode.get(), reading);
      case DEBEZIUM, DEBEZIUM_FLAT -> {
        if (mode.get() == Mode.APPEND) {
          reading.report(
              values.place(MODE),
              "does not go with Debezium's changes",
              "Write history, which keeps every change as a row of its own");
        }
      }
      case AVRO -> {
        if (values.has(SCHEMA)) {
          reading.report(
              values.place(SCHEMA), "does not go with avro", "Leave it out: the registry has it");
        }
      }
    }
    boolean documents = values.get(FORMAT) == Format.JSON && values.has(SCHEMA);
    for (Key<?> key : List.of(UNKNOWN_FIELDS, INTEGER_TIMES)) {
      if (values.has(key) && !documents) {
        reading.report(
            values.place(key), "is for json with a schema", "Leave it out, or write schema, too");
      }
    }
    checkOrder(values, mode.get(), reading);
    if (values.get(FORMAT) != Format.AVRO) {
      values.find(SCHEMA).ifPresent(file -> checkSchema(file, values, reading));
    }
    if (values.has(KEY) && mode.get() != Mode.MIRROR) {
      reading.report(values.place(KEY), "is for mirrors, and this table appends", "Leave it out");
    }
  }

  private static void checkOrder(Values values, Mode mode, Reading reading) {
    boolean ordered = values.get(FORMAT) != Format.JSON && mode != Mode.APPEND;
    for (Key<?> key : List.of(ORDER, EPOCHS)) {
      if (values.has(key) && !ordered) {
        reading.report(
            values.place(key),
            "is for the changes of another capture",
            "Leave it out: Kafka's offsets are the order here");
      }
    }
    List<Instant> epochs = values.find(EPOCHS).orElse(List.of());
    if (!epochs.equals(epochs.stream().distinct().sorted().toList())) {
      reading.report(
          values.place(EPOCHS), "is not in order", "Write each moment once, the earliest first");
    }
  }

  private static Instant moment(String text) {
    try {
      Instant moment = OffsetDateTime.parse(text).toInstant();
      if (moment.isAfter(Instant.EPOCH)) {
        return moment;
      }
    } catch (DateTimeParseException _) {
      // Said below, together with the moments that lie too far back.
    }
    throw new Refusal(
        "is no moment since 1970",
        "Write it with its offset, as 2026-11-23T10:00:00+09:00 or 2026-11-23T01:00:00Z");
  }

  private static void checkSchema(Path file, Values values, Reading reading) {
    try {
      TableSchema.declared(Files.readAllBytes(file), values.find(KEY).orElse(List.of()));
    } catch (IOException | MalformedRecordException e) {
      reading.report(
          values.place(SCHEMA),
          "names a file that cannot be read: " + e.getMessage(),
          "Write a list of columns as bq show --schema prints it");
    }
  }

  private static void checkJson(Values values, Mode mode, Reading reading) {
    if (mode == Mode.HISTORY) {
      reading.report(
          values.place(MODE),
          "does not go with json, whose documents say nothing of changes",
          "Write append");
    }
    boolean keyed = !values.find(KEY).orElse(List.of()).isEmpty();
    if (mode == Mode.MIRROR && !(keyed && values.has(SCHEMA))) {
      reading.report(
          values.place(MODE),
          "needs schema and key beside it",
          "Write schema: the table's columns, and key: those by which rows are told apart");
    }
  }
}
