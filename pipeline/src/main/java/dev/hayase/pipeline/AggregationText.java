package dev.hayase.pipeline;

import dev.hayase.event.topic.Topics;
import dev.hayase.pipeline.yaml.Entry;
import dev.hayase.pipeline.yaml.Kind;
import dev.hayase.pipeline.yaml.Refusal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How the values are written that keys of aggregations have in common. What is wrong is thrown as
/// a [Refusal].
final class AggregationText {
  static final Kind<String> EXPRESSION = Kind.text("an expression", AggregationText::expression);
  static final Kind<String> SQL = Kind.text("GoogleSQL", AggregationText::expression);
  static final Kind<String> TOPIC =
      Kind.text("a table, `logs.<stream>` or `agg.<name>`", AggregationText::topic);
  static final Kind<Duration> DURATION =
      Kind.text("a duration, as 30s, 10m, 1h or 7d", AggregationText::duration);
  static final Kind<Duration> SHORT =
      Kind.text("a duration up to 1h, as 500ms or 1s", AggregationText::upToAnHour);
  static final Kind<ZoneId> ZONE = Kind.text("a zone, as Asia/Tokyo", AggregationText::zone);
  static final Kind<String> ALIAS = Kind.text("a name", AggregationText::name);
  static final Kind<String> TYPE = Kind.text("a class's full name", AggregationText::type);

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,299}");
  private static final Pattern TYPE_FORM =
      Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*(\\.[\\p{L}_$][\\p{L}\\p{N}_$]*)*");
  private static final Pattern DURATION_FORM = Pattern.compile("([0-9]{1,9}) ?(ms|s|m|h|d)");

  /// From the largest to the smallest.
  private static final SequencedMap<String, Duration> UNITS = units();

  private AggregationText() {}

  private static SequencedMap<String, Duration> units() {
    SequencedMap<String, Duration> units = new LinkedHashMap<>();
    units.put("d", Duration.ofDays(1));
    units.put("h", Duration.ofHours(1));
    units.put("m", Duration.ofMinutes(1));
    units.put("s", Duration.ofSeconds(1));
    units.put("ms", Duration.ofMillis(1));
    return units;
  }

  /// Whether a column may be named so: by a name that expressions can say.
  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  static SequencedMap<String, String> byName(List<Entry<String>> entries) {
    var texts = new LinkedHashMap<String, String>();
    entries.forEach(entry -> entry.value().ifPresent(text -> texts.put(entry.name(), text)));
    return texts;
  }

  private static String expression(String text) {
    if (text.isBlank()) {
      throw new Refusal("is blank", "Write a value, or leave the key out");
    }
    return text.strip();
  }

  private static String name(String text) {
    if (!isName(text)) {
      throw new Refusal("is no name", "Write letters, digits and underscores, not a digit first");
    }
    return text;
  }

  private static String type(String text) {
    if (!TYPE_FORM.matcher(text).matches()) {
      throw new Refusal("is no class's name", "Write it with its package, as com.example.Streaks");
    }
    return text;
  }

  /// The topic of a table under its full name as the database shows it, or of a stream or an
  /// aggregation.
  private static String topic(String text) {
    if (text.startsWith(Topics.STREAM_PREFIX) || text.startsWith(Topics.AGGREGATION_PREFIX)) {
      return text;
    }
    Optional<TableName> table = TableName.parse(text);
    if (table.isPresent()) {
      try {
        return table.get().topic();
      } catch (IllegalArgumentException _) {
        // Said below, together with what has no source or no schema.
      }
    }
    throw new Refusal(
        "is nothing that can be read",
        "Write a table as source.schema.table, logs.<stream> or agg.<name>");
  }

  private static Duration upToAnHour(String text) {
    Duration duration = duration(text);
    if (duration.compareTo(Duration.ofHours(1)) > 0) {
      throw new Refusal("is longer than 1h", "Write a duration up to 1h, as 500ms or 1s");
    }
    return duration;
  }

  private static Duration duration(String text) {
    Matcher matcher = DURATION_FORM.matcher(text);
    if (matcher.matches()) {
      long amount = Long.parseLong(matcher.group(1));
      Duration duration = Objects.requireNonNull(UNITS.get(matcher.group(2))).multipliedBy(amount);
      if (duration.isPositive() && duration.compareTo(Duration.ofDays(36_525)) <= 0) {
        return duration;
      }
    }
    throw new Refusal("is no duration", "Write a whole number and ms, s, m, h or d, as 10m");
  }

  /// As [#DURATION] reads it, in the largest unit of which it is a whole number.
  static String write(Duration duration) {
    long millis = duration.toMillis();
    for (Map.Entry<String, Duration> unit : UNITS.entrySet()) {
      if (millis % unit.getValue().toMillis() == 0) {
        return millis / unit.getValue().toMillis() + unit.getKey();
      }
    }
    throw new IllegalArgumentException(duration + " is no whole number of milliseconds");
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException _) {
      throw new Refusal("is no time zone", "Write one of the tz database, as Asia/Tokyo or UTC");
    }
  }
}
