package dev.hayase.cdc.debezium.mysql;

import dev.hayase.cdc.debezium.EngineSettings;
import dev.hayase.cdc.source.TableInspection;
import dev.hayase.event.topic.ChangeTopic;
import dev.hayase.pipeline.KafkaCluster;
import dev.hayase.pipeline.MysqlSource;
import java.util.List;
import java.util.Properties;

/// The engine's settings for a source of MySQL or MariaDB.
final class MysqlSettings {
  private static final String HISTORY = "schema.history.internal.";

  private MysqlSettings() {}

  static Properties of(
      MysqlSource source,
      KafkaCluster kafka,
      String historyTopic,
      List<TableInspection> tables,
      List<String> floats) {
    Properties settings = new Properties();
    settings.setProperty(
        "connector.class",
        switch (source.kind()) {
          case MYSQL -> "io.debezium.connector.mysql.MySqlConnector";
          case MARIADB -> "io.debezium.connector.mariadb.MariaDbConnector";
        });
    database(settings, source);
    history(settings, source, kafka, historyTopic);
    settings.setProperty(
        "table.include.list",
        EngineSettings.list(tables.stream().map(MysqlSettings::name).toList()));
    settings.setProperty("converters", "text");
    settings.setProperty("text.type", MysqlValues.class.getName());
    settings.setProperty("text." + MysqlValues.KIND, source.kind().word());
    settings.setProperty("snapshot.mode", "initial");
    settings.setProperty("snapshot.query.mode", "custom");
    settings.setProperty("snapshot.query.mode.custom.name", ExactSnapshotQuery.NAME);
    settings.setProperty(ExactSnapshotQuery.FLOATS, String.join("\n", floats));
    // More threads would each read another state of the database.
    settings.setProperty("snapshot.max.threads", "1");
    // Says where the log begins also when no row was read.
    settings.setProperty("include.schema.changes", "true");
    settings.setProperty("event.processing.failure.handling.mode", "fail");
    settings.setProperty("inconsistent.schema.handling.mode", "fail");
    return settings;
  }

  private static void database(Properties settings, MysqlSource source) {
    settings.setProperty("database.hostname", source.host());
    settings.setProperty("database.port", Integer.toString(source.port()));
    settings.setProperty("database.user", source.username());
    settings.setProperty("database.password", source.password().value());
    settings.setProperty("database.server.id", Long.toString(source.serverId()));
    settings.setProperty("database.ssl.mode", sslMode(source));
    source
        .tls()
        .truststore()
        .ifPresent(file -> settings.setProperty("database.ssl.truststore", file.toString()));
    source
        .tls()
        .truststorePassword()
        .ifPresent(word -> settings.setProperty("database.ssl.truststore.password", word.value()));
    settings.setProperty("driver.sessionVariables", "time_zone='+00:00'");
    if (source.kind() == MysqlSource.Kind.MYSQL) {
      settings.setProperty("driver.allowPublicKeyRetrieval", "true");
    }
    // Its reconnecting goes on from a place of its own; ours begins with what is committed.
    settings.setProperty("connect.keep.alive", "false");
    // The server's own heartbeats come after four fifths of it.
    settings.setProperty("connect.keep.alive.interval.ms", "250");
  }

  private static String sslMode(MysqlSource source) {
    boolean mysql = source.kind() == MysqlSource.Kind.MYSQL;
    return switch (source.tls().mode()) {
      case DISABLE -> mysql ? "disabled" : "disable";
      case REQUIRE -> mysql ? "required" : "trust";
      case VERIFY_CA -> mysql ? "verify_ca" : "verify-ca";
      case VERIFY_FULL -> mysql ? "verify_identity" : "verify-full";
    };
  }

  private static void history(
      Properties settings, MysqlSource source, KafkaCluster kafka, String topic) {
    settings.setProperty(
        "schema.history.internal", "io.debezium.storage.kafka.history.KafkaSchemaHistory");
    settings.setProperty(HISTORY + "kafka.topic", topic);
    settings.setProperty(HISTORY + "kafka.bootstrap.servers", kafka.bootstrapServers());
    settings.setProperty(HISTORY + "name", "hayase-" + source.name());
    settings.setProperty(HISTORY + "store.only.captured.tables.ddl", "true");
    kafka
        .clientProperties()
        .forEach((key, value) -> {
          settings.setProperty(HISTORY + "consumer." + key, String.valueOf(value));
          settings.setProperty(HISTORY + "producer." + key, String.valueOf(value));
        });
    settings.setProperty(HISTORY + "producer.acks", "all");
  }

  private static List<String> name(TableInspection table) {
    ChangeTopic topic = table.topic();
    return List.of(topic.schema(), topic.table());
  }
}
