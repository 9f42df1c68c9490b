package dev.hayase.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hayase.event.topic.ChangeTopic;
import dev.hayase.event.wire.Json;
import dev.hayase.pipeline.AggregationSettings.Calendar;
import dev.hayase.pipeline.AggregationSettings.Custom;
import dev.hayase.pipeline.AggregationSettings.Grouped;
import dev.hayase.pipeline.AggregationSettings.Hopping;
import dev.hayase.pipeline.AggregationSettings.Join;
import dev.hayase.pipeline.AggregationSettings.Latest;
import dev.hayase.pipeline.AggregationSettings.Measure;
import dev.hayase.pipeline.AggregationSettings.Measured;
import dev.hayase.pipeline.AggregationSettings.Session;
import dev.hayase.pipeline.AggregationSettings.Tumbling;
import dev.hayase.pipeline.AggregationSettings.Window;
import dev.hayase.pipeline.yaml.Key;
import dev.hayase.pipeline.yaml.Reading;
import dev.hayase.pipeline.yaml.Section;
import dev.hayase.pipeline.yaml.YamlFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What decides the results of one aggregation, as a text that is kept beside its state: a pipeline
/// file that holds nothing but its declaration, in JSON, in which YAML is written, too. How results
/// are loaded and verified is left out.
///
/// Equal declarations have equal texts.
public final class AggregationNotation {
  private static final Section<AggregationSettings> SECTION =
      Section.of(
          List.of(PipelineKeys.VERSION, PipelineKeys.AGGREGATIONS),
          values -> values.get(PipelineKeys.AGGREGATIONS).getFirst().value().orElseThrow());

  /// Where problems of a text are said to be.
  private static final Path KEPT = Path.of("kept-declaration");

  private static final char LAST_PLAIN = '~';

  private AggregationNotation() {}

  /// The text of a declaration.
  public static String write(String name, AggregationSettings settings) {
    ObjectNode document = Json.object();
    document.put(PipelineKeys.VERSION.name(), Pipeline.VERSION);
    ObjectNode out = document.putObject(PipelineKeys.AGGREGATIONS.name()).putObject(name);
    text(out, AggregationKeys.FROM, written(settings.from()));
    if (!settings.joins().isEmpty()) {
      ArrayNode joins = out.putArray(AggregationKeys.JOIN.name());
      settings.joins().forEach(join -> join(joins.addObject(), join));
    }
    text(out, AggregationKeys.WHERE, settings.where());
    switch (settings.shape()) {
      case Latest latest -> {
        ObjectNode section = out.putObject(AggregationKeys.LATEST.name());
        named(section, AggregationKeys.BY, latest.by());
        text(section, AggregationKeys.ORDER, latest.order());
      }
      case Measured measured -> {
        grouped(out, measured);
        ObjectNode measures = out.putObject(AggregationKeys.MEASURES.name());
        measured.measures().forEach((column, each) -> measure(measures.putObject(column), each));
      }
      case Custom custom -> {
        grouped(out, custom);
        text(out, AggregationKeys.JAVA, custom.type());
      }
    }
    named(out, AggregationKeys.COLUMNS, settings.columns());
    text(out, AggregationKeys.CHANGES_AT, settings.changesAt());
    duration(out, AggregationKeys.EMIT_EVERY, settings.emitEvery());
    settings.onceFor().ifPresent(time -> duration(out, AggregationKeys.ONCE_FOR, time));
    return inAscii(new String(Json.bytes(document), UTF_8));
  }

  /// YAML takes fewer characters as they are than JSON does.
  private static String inAscii(String json) {
    StringBuilder text = new StringBuilder(json.length());
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (c > LAST_PLAIN) {
        text.append("\\u%04x".formatted((int) c));
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  /// The declaration that [#write] wrote, with everything else as it is by default.
  ///
  /// @throws InvalidPipelineException when it is something else, as of a later version
  public static AggregationSettings read(String text) {
    YamlFile<AggregationSettings> read = YamlFile.parse(text, KEPT, _ -> null, SECTION);
    AggregationSettings settings = read.value();
    if (settings == null) {
      throw new InvalidPipelineException(read.problems());
    }
    return settings;
  }

  private static void join(ObjectNode out, Join join) {
    text(out, AggregationKeys.TABLE_OF_JOIN, written(join.topic()));
    text(out, AggregationKeys.AS, join.as());
    ArrayNode on = out.putArray(AggregationKeys.ON.name());
    join.on().forEach(expression -> on.add(Reading.literally(expression)));
    text(out, AggregationKeys.OUTER, join.outer() ? AggregationKeys.LEFT : AggregationKeys.INNER);
    join.keep().ifPresent(time -> duration(out, AggregationKeys.KEEP, time));
  }

  private static void grouped(ObjectNode out, Grouped grouped) {
    named(out, AggregationKeys.GROUP_BY, grouped.groupBy());
    grouped
        .window()
        .ifPresent(window -> window(out.putObject(AggregationKeys.WINDOW.name()), window));
  }

  private static void window(ObjectNode out, Window window) {
    text(out, WindowKeys.ON, window.on());
    switch (window.span()) {
      case Tumbling tumbling -> duration(out, WindowKeys.TUMBLING, tumbling.size());
      case Hopping hopping -> {
        duration(out, WindowKeys.HOPPING, hopping.size());
        duration(out, WindowKeys.EVERY, hopping.every());
      }
      case Session session -> duration(out, WindowKeys.SESSION, session.gap());
      case Calendar calendar -> {
        text(out, WindowKeys.CALENDAR, calendar.unit().name().toLowerCase(Locale.ROOT));
        text(out, WindowKeys.ZONE, calendar.zone().getId());
      }
    }
    window.grace().ifPresent(time -> duration(out, WindowKeys.GRACE, time));
  }

  private static void measure(ObjectNode out, Measure measure) {
    text(out, MeasureKeys.key(measure.function()), measure.value().orElse(MeasureKeys.EVERY_ROW));
    text(out, MeasureKeys.BY, measure.by());
    measure.limit().ifPresent(limit -> out.put(MeasureKeys.LIMIT.name(), limit));
    text(out, MeasureKeys.WHERE, measure.where());
  }

  private static void named(ObjectNode out, Key<?> key, Map<String, String> entries) {
    if (!entries.isEmpty()) {
      ObjectNode section = out.putObject(key.name());
      entries.forEach((name, text) -> section.put(name, Reading.literally(text)));
    }
  }

  private static void text(ObjectNode out, Key<?> key, String text) {
    out.put(key.name(), Reading.literally(text));
  }

  private static void text(ObjectNode out, Key<?> key, Optional<String> text) {
    text.ifPresent(present -> text(out, key, present));
  }

  private static void duration(ObjectNode out, Key<?> key, Duration duration) {
    text(out, key, AggregationText.write(duration));
  }

  /// A topic as the file names it.
  private static String written(String topic) {
    return ChangeTopic.parse(topic)
        .map(table -> table.source() + "." + table.schema() + "." + table.table())
        .orElse(topic);
  }
}
