package dev.hayase.cdc.debezium;

import dev.hayase.cdc.debezium.CaptureEngine.CapturedTable;
import dev.hayase.cdc.postgres.MarkerWriter;
import dev.hayase.cdc.postgres.Sessions;
import dev.hayase.event.topic.ChangeTopic;
import dev.hayase.pipeline.PostgresSource;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;

/// The engine's settings for a source.
final class EngineSettings {
  private static final int QUEUE_BYTES = 32 * 1024 * 1024;

  private EngineSettings() {}

  /// @param place names the engine's place in [CommittedOffsets]
  static Properties of(PostgresSource source, List<CapturedTable> tables, String place) {
    Properties settings = new Properties();
    settings.setProperty("name", "hayase-" + source.name());
    settings.setProperty("connector.class", "io.debezium.connector.postgresql.PostgresConnector");
    settings.setProperty("topic.prefix", source.name());
    settings.setProperty("offset.storage", CommittedOffsets.class.getName());
    settings.setProperty(CommittedOffsets.PLACE, place);
    // Wanted by Kafka Connect's own settings, used by nothing.
    settings.setProperty("bootstrap.servers", "unused:9092");
    database(settings, source);
    replication(settings, source);
    settings.setProperty("table.include.list", included(tables));
    String excluded = excluded(tables);
    if (!excluded.isEmpty()) {
      settings.setProperty("column.exclude.list", excluded);
    }
    values(settings);
    pace(settings);
    return settings;
  }

  private static void database(Properties settings, PostgresSource source) {
    settings.setProperty("database.hostname", source.host());
    settings.setProperty("database.port", Integer.toString(source.port()));
    settings.setProperty("database.dbname", source.database());
    settings.setProperty("database.user", source.username());
    settings.setProperty("database.password", source.password().value());
    settings.setProperty("database.sslmode", source.tls().mode().sslmode());
    source
        .tls()
        .rootCertificate()
        .ifPresent(file -> settings.setProperty("database.sslrootcert", file.toString()));
    source
        .tls()
        .clientCertificate()
        .ifPresent(file -> settings.setProperty("database.sslcert", file.toString()));
    source
        .tls()
        .clientKey()
        .ifPresent(file -> settings.setProperty("database.sslkey", file.toString()));
    settings.setProperty("driver.options", Sessions.PRINTING);
    settings.setProperty("driver.connectTimeout", "10");
    settings.setProperty("database.tcpKeepAlive", "true");
  }

  private static void replication(Properties settings, PostgresSource source) {
    settings.setProperty("plugin.name", "pgoutput");
    settings.setProperty("slot.name", source.slot());
    settings.setProperty("publication.name", source.publication());
    settings.setProperty("publication.autocreate.mode", "disabled");
    settings.setProperty("logical.decoding.message.prefix.include.list", MarkerWriter.PREFIX);
    settings.setProperty("skipped.operations", "none");
    settings.setProperty("tombstones.on.delete", "false");
    settings.setProperty("provide.transaction.metadata", "false");
    // Our own restart reads the position back from Kafka first; the engine's would not.
    settings.setProperty("errors.max.retries", "0");
    settings.setProperty("slot.max.retries", "0");
  }

  private static void values(Properties settings) {
    settings.setProperty("converters", "text");
    settings.setProperty("text.type", TextValues.class.getName());
    settings.setProperty("include.unknown.datatypes", "true");
    settings.setProperty("snapshot.mode", "initial");
    settings.setProperty("snapshot.locking.mode", "none");
    settings.setProperty("snapshot.query.mode", "custom");
    settings.setProperty("snapshot.query.mode.custom.name", TextSnapshotQuery.NAME);
    // More threads would each read another state of the database.
    settings.setProperty("snapshot.max.threads", "1");
  }

  private static void pace(Properties settings) {
    settings.setProperty("poll.interval.ms", "10");
    settings.setProperty("heartbeat.interval.ms", "200");
    settings.setProperty("max.batch.size", "2048");
    settings.setProperty("max.queue.size", "8192");
    settings.setProperty("max.queue.size.in.bytes", Integer.toString(QUEUE_BYTES));
    settings.setProperty("record.processing.threads", "1");
    settings.setProperty("task.management.timeout.ms", "300000");
  }

  private static String included(List<CapturedTable> tables) {
    return tables.stream()
        .map(CapturedTable::topic)
        .map(EngineSettings::pattern)
        .collect(Collectors.joining(","));
  }

  private static String excluded(List<CapturedTable> tables) {
    return tables.stream()
        .flatMap(table ->
            table.unpublishedColumns().stream()
                .map(column -> pattern(table.topic()) + "\\." + pattern(column)))
        .collect(Collectors.joining(","));
  }

  private static String pattern(ChangeTopic table) {
    return pattern(table.schema()) + "\\." + pattern(table.table());
  }

  /// A regular expression for exactly this name, with nothing in it that a list of expressions
  /// would trip over.
  static String pattern(String name) {
    return name.codePoints()
        .mapToObj(c -> isPlain(c) ? Character.toString(c) : "\\x{" + Integer.toHexString(c) + "}")
        .collect(Collectors.joining());
  }

  private static boolean isPlain(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }
}
