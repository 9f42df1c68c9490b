package dev.hayase.event.topic;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The names of the topics that are ours, and the rules for those of tables.
public final class Topics {
  /// Compacted: fingerprint to [table schema][dev.hayase.event.schema.TableSchema].
  public static final String SCHEMAS = "hayase.schemas";

  /// Source to [watermark][dev.hayase.event.watermark.Watermark], one after the other, one
  /// partition.
  public static final String WATERMARKS = "hayase.watermarks";

  /// Compacted: where each source's capture stands; private to the cdc-service.
  public static final String OFFSETS = "hayase.offsets";

  /// Compacted, one partition: what operators want to be loaded again, and how far that is; see
  /// [dev.hayase.event.replay.ReplayBook].
  public static final String REPLAYS = "hayase.replays";

  /// Compacted, one partition: the streams of BigQuery that may still take rows of a partition;
  /// private to the loader-service.
  public static final String STREAMS = "hayase.streams";

  /// Compacted, one partition: through when each log-service's journal is clear; private to the
  /// log-service.
  public static final String HOLDS = "hayase.holds";

  /// Compacted, one partition: what aggregations were built from, and which are to be built anew;
  /// see [dev.hayase.event.aggregation.AggregationBook].
  public static final String AGGREGATIONS = "hayase.aggregations";

  /// Compacted: a table's topic to the knobs that operators have turned there.
  public static final String SETTINGS = "hayase.settings";

  /// The group by whose assignment the replicas of the cdc-service share the sources.
  public static final String CDC_GROUP = "hayase-cdc";

  private static final String SOURCE_PREFIX = "hayase.sources.";

  /// The group by which the loader-service consumes every topic.
  public static final String LOADER_GROUP = "hayase-loader";

  /// What the names of the topics of streams begin with.
  public static final String STREAM_PREFIX = "logs.";

  /// The names that streams may have, as a regular expression.
  public static final String STREAM_NAMES = "[a-z][a-z0-9_]{0,99}";

  /// What the names of the topics of aggregations' results begin with.
  public static final String AGGREGATION_PREFIX = "agg.";

  private static final String QUARANTINE_SUFFIX = ".quarantine";
  private static final String LATE_SUFFIX = ".late";
  private static final String UNREAD_SUFFIX = ".unread";
  private static final Pattern STREAM = Pattern.compile(STREAM_NAMES);
  private static final String DEAD_LETTER_SUFFIX = ".dlt";
  private static final Set<String> RESERVED_SOURCES = Set.of("hayase", "logs", "agg");
  private static final Pattern SOURCE = Pattern.compile("[a-z][a-z0-9_]*");

  private Topics() {}

  /// The topic of a source itself, one partition: the replica of the cdc-service that is assigned
  /// it captures the source. It holds the [orders][dev.hayase.event.order.CaptureOrder] that were
  /// not carried out yet.
  public static String source(String name) {
    return SOURCE_PREFIX + name;
  }

  /// The topic that takes the records of `topic` that cannot be loaded.
  public static String deadLetters(String topic) {
    return topic + DEAD_LETTER_SUFFIX;
  }

  /// Whether the name is that of a dead-letter topic. A table named `dlt` has none: its topic is a
  /// table's.
  public static boolean isDeadLetters(String topic) {
    return topic.endsWith(DEAD_LETTER_SUFFIX) && ChangeTopic.parse(topic).isEmpty();
  }

  /// Whether a stream may be named so: a small letter, then small letters, digits and underscores,
  /// 100 at most.
  public static boolean isStream(String name) {
    return STREAM.matcher(name).matches();
  }

  /// The topic of a stream of events.
  public static String stream(String name) {
    return STREAM_PREFIX + name;
  }

  /// The stream whose events the topic takes; empty when the name is not that of a stream's topic.
  public static Optional<String> streamOf(String topic) {
    return topic.startsWith(STREAM_PREFIX)
        ? Optional.of(topic.substring(STREAM_PREFIX.length())).filter(Topics::isStream)
        : Optional.empty();
  }

  /// The topic that takes what was sent to a stream and could not be an event of it.
  public static String quarantine(String stream) {
    return stream(stream) + QUARANTINE_SUFFIX;
  }

  /// Whether an aggregation may be named so; the same names as of streams.
  public static boolean isAggregation(String name) {
    return STREAM.matcher(name).matches();
  }

  /// The topic of an aggregation's results, which are change records.
  public static String aggregation(String name) {
    return AGGREGATION_PREFIX + name;
  }

  /// The aggregation whose results the topic takes; empty when the name is not that of such a
  /// topic.
  public static Optional<String> aggregationOf(String topic) {
    return topic.startsWith(AGGREGATION_PREFIX)
        ? Optional.of(topic.substring(AGGREGATION_PREFIX.length())).filter(Topics::isAggregation)
        : Optional.empty();
  }

  /// The topic that takes what came for windows of an aggregation that were closed.
  public static String late(String aggregation) {
    return aggregation(aggregation) + LATE_SUFFIX;
  }

  /// The topic that takes the records of an aggregation's sources that it cannot read or compute,
  /// with the headers of dead letters. Apart from the aggregation's own [#deadLetters]: those are
  /// results that could not be loaded, and a redrive puts them into the table.
  public static String unread(String aggregation) {
    return aggregation(aggregation) + UNREAD_SUFFIX;
  }

  /// The topic that says of changes of a source which could not become records where they stand,
  /// with the headers of dead letters. Apart from its tables' own [#deadLetters]: those are
  /// records, and a redrive puts them into tables.
  public static String unwritten(String source) {
    return source + UNREAD_SUFFIX;
  }

  /// Refuses a source name that could not be the first segment of topics.
  ///
  /// @throws IllegalArgumentException with the rule
  public static String requireSource(String name) {
    if (!SOURCE.matcher(name).matches() || RESERVED_SOURCES.contains(name)) {
      throw new IllegalArgumentException(
          "A source's name is a lower-case letter, then lower-case letters, digits or '_', and none of %s; got '%s'"
              .formatted(RESERVED_SOURCES.stream().sorted().toList(), name));
    }
    return name;
  }
}
