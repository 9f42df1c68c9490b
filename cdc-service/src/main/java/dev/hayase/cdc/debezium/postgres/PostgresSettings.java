package dev.hayase.cdc.debezium.postgres;

import dev.hayase.cdc.debezium.EngineSettings;
import dev.hayase.cdc.debezium.OwnSockets;
import dev.hayase.cdc.source.TableInspection;
import dev.hayase.cdc.value.postgres.PrintedText;
import dev.hayase.event.topic.ChangeTopic;
import dev.hayase.pipeline.PostgresSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/// The engine's settings for a PostgreSQL source.
final class PostgresSettings {
  private PostgresSettings() {}

  static Properties of(PostgresSource source, List<TableInspection> tables) {
    Properties settings = new Properties();
    settings.setProperty("connector.class", "io.debezium.connector.postgresql.PostgresConnector");
    database(settings, source);
    replication(settings, source);
    settings.setProperty(
        "table.include.list",
        EngineSettings.list(tables.stream().map(PostgresSettings::name).toList()));
    String excluded = EngineSettings.list(unpublished(tables));
    if (!excluded.isEmpty()) {
      settings.setProperty("column.exclude.list", excluded);
    }
    values(settings);
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
    settings.setProperty("driver.options", PrintedText.OPTIONS);
    settings.setProperty("driver.connectTimeout", "10");
    if (!source.personal().rules().isEmpty()) {
      // Else it quotes the row at fault.
      settings.setProperty("driver.logServerErrorDetail", "false");
    }
    settings.setProperty("database.tcpKeepAlive", "true");
    settings.setProperty(OwnSockets.FACTORY, OwnSockets.class.getName());
  }

  private static void replication(Properties settings, PostgresSource source) {
    settings.setProperty("plugin.name", "pgoutput");
    settings.setProperty("slot.name", source.slot());
    settings.setProperty("publication.name", source.publication());
    settings.setProperty("publication.autocreate.mode", "disabled");
    settings.setProperty("message.prefix.include.list", PostgresConnector.MARKER_PREFIX);
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

  private static List<List<String>> unpublished(List<TableInspection> tables) {
    List<List<String>> columns = new ArrayList<>();
    for (TableInspection table : tables) {
      for (String column : table.unpublishedColumns()) {
        ChangeTopic topic = table.topic();
        columns.add(List.of(topic.schema(), topic.table(), column));
      }
    }
    return columns;
  }

  private static List<String> name(TableInspection table) {
    return List.of(table.topic().schema(), table.topic().table());
  }
}
