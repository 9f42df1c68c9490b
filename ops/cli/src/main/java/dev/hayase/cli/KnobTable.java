package dev.hayase.cli;

import dev.hayase.cli.screen.TextTable;
import dev.hayase.pipeline.LoaderSettings.Batch;
import dev.hayase.pipeline.Pipeline;
import dev.hayase.pipeline.knob.Knob;
import dev.hayase.pipeline.knob.TableKnobs;
import dev.hayase.pipeline.knob.TableKnobs.Turned;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// How a table's knobs stand, for people.
final class KnobTable {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
  private static final String USUAL_REQUESTS = "8";

  private KnobTable() {}

  static TextTable of(Pipeline pipeline, String topic, TableKnobs knobs, Instant now) {
    Map<String, String> usual = usual(pipeline, topic);
    List<List<String>> rows = new ArrayList<>();
    for (Knob<?> knob : Knob.ALL) {
      Optional<Turned> turned =
          Optional.ofNullable(knobs.turned().get(knob.name())).filter(t -> t.isLive(now));
      String usually = usual.getOrDefault(knob.name(), "");
      rows.add(
          Stream.of(
                  knob.name(),
                  turned.map(Turned::value).orElse(usually),
                  usually,
                  turned.map(Turned::by).orElse(""),
                  turned.map(t -> time(t.at())).orElse(""),
                  turned.map(t -> t.until().map(KnobTable::time).orElse("turned back")).orElse(""))
              .toList());
    }
    return new TextTable(
        List.of("knob", "is", "usually", "turned by", "at", "until"), List.copyOf(rows));
  }

  private static Map<String, String> usual(Pipeline pipeline, String topic) {
    Batch batch = pipeline.loader().batch();
    return Map.of(
        Knob.PAUSED.name(),
        "false",
        Knob.PRIORITY.name(),
        pipeline.table(topic).priority().name().toLowerCase(Locale.ROOT),
        Knob.RATE.name(),
        "unlimited",
        Knob.IN_FLIGHT.name(),
        USUAL_REQUESTS,
        Knob.BATCH_ROWS.name(),
        Integer.toString(batch.rows()),
        Knob.BATCH_BYTES.name(),
        batch.bytes().toString(),
        Knob.BATCH_AGE.name(),
        batch.age().toMillis() + "ms");
  }

  private static String time(Instant instant) {
    return TIME.format(instant.atZone(ZoneId.systemDefault()));
  }
}
