package dev.hayase.cdc.debezium;

import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;

/// The engine's settings that every source has alike.
public final class EngineSettings {
  private static final int QUEUE_BYTES = 32 * 1024 * 1024;

  private EngineSettings() {}

  /// @param settings of the source's own kind
  /// @param place names the engine's place in [CommittedOffsets]
  static Properties complete(Properties settings, String source, String place) {
    settings.setProperty("name", "hayase-" + source);
    settings.setProperty("topic.prefix", source);
    settings.setProperty("offset.storage", CommittedOffsets.class.getName());
    settings.setProperty(CommittedOffsets.PLACE, place);
    if (settings.containsKey(OwnSockets.FACTORY)) {
      settings.setProperty(OwnSockets.ARGUMENT, place);
    }
    // Wanted by Kafka Connect's own settings, used by nothing.
    settings.setProperty("bootstrap.servers", "unused:9092");
    settings.setProperty("skipped.operations", "none");
    settings.setProperty("tombstones.on.delete", "false");
    settings.setProperty("provide.transaction.metadata", "false");
    // Our own restart reads the position back from Kafka first; the engine's would not.
    settings.setProperty("errors.max.retries", "0");
    settings.setProperty("poll.interval.ms", "10");
    settings.setProperty("heartbeat.interval.ms", "200");
    settings.setProperty("max.batch.size", "2048");
    settings.setProperty("max.queue.size", "8192");
    settings.setProperty("max.queue.size.in.bytes", Integer.toString(QUEUE_BYTES));
    settings.setProperty("record.processing.threads", "1");
    settings.setProperty("task.management.timeout.ms", "300000");
    return settings;
  }

  /// A list of regular expressions for exactly these names.
  ///
  /// @param names each the parts of a dotted name
  public static String list(List<List<String>> names) {
    return names.stream()
        .map(
            parts -> parts.stream().map(EngineSettings::pattern).collect(Collectors.joining("\\.")))
        .collect(Collectors.joining(","));
  }

  /// A regular expression for exactly this name, with nothing in it that a list of expressions
  /// would trip over.
  private static String pattern(String name) {
    return name.codePoints()
        .mapToObj(c -> isPlain(c) ? Character.toString(c) : "\\x{" + Integer.toHexString(c) + "}")
        .collect(Collectors.joining());
  }

  private static boolean isPlain(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }
}
