package dev.hayase.cdc.mysql;

import dev.hayase.cdc.failure.Failure;
import dev.hayase.cdc.failure.Kind;
import dev.hayase.pipeline.MysqlSource;
import java.util.Optional;

/// What MySQL and MariaDB say, by their error numbers.
public final class MysqlTrouble {
  private MysqlTrouble() {}

  /// Empty when it says nothing that we know.
  public static Optional<Failure> failure(
      int code, String state, String words, MysqlSource source) {
    String message = words.strip().replaceAll("\\s+", " ");
    return Optional.ofNullable(
        switch (code) {
          case 1045, 1698 ->
              new Failure(
                  Kind.LOGIN_REFUSED,
                  "sources.%s.password: '***' is refused for user '%s'"
                      .formatted(source.name(), source.username()),
                  "Write the user's password: into its file, which is read at each try, or into its"
                      + " variable, and restart the service; or create the user");
          case 1130 ->
              new Failure(
                  Kind.LOGIN_REFUSED,
                  "sources.%s.username: '%s' is not let in from this machine"
                      .formatted(source.name(), source.username()),
                  "Create the user for this machine's address, or for '%'");
          case 1044, 1142, 1143, 1227, 1370 ->
              new Failure(
                  Kind.PRIVILEGE_MISSING,
                  "sources.%s.username: '%s' lacks a privilege: %s"
                      .formatted(source.name(), source.username(), message),
                  "Grant it; MYSQL.md lists what a capture needs");
          case 1040, 1203, 1226 ->
              new Failure(
                  Kind.TOO_MANY_CONNECTIONS,
                  "The server takes no more connections: " + message,
                  "Raise max_connections or the user's limit, or end other connections; a capture needs"
                      + " four");
          case 1053, 1077, 1079, 1080, 1152, 1927 ->
              new Failure(
                  Kind.DATABASE_STARTING,
                  "The server ended the connection: " + message,
                  "Nothing: it stops, or somebody ended our session");
          case 1021, 1030, 1037, 1038, 1041, 1114 ->
              new Failure(
                  Kind.DATABASE_FULL,
                  "The server has no space or memory left: " + message,
                  "Make space on the server's disk, or give it more memory");
          case 1236 -> cannotRead(source, message);
          case 3159 ->
              new Failure(
                  Kind.TLS_REFUSED,
                  "sources.%s.tls: the server lets in protected connections only"
                      .formatted(source.name()),
                  "Write tls: {mode: require} or a stricter one");
          default -> state.startsWith("08") ? away(source, message) : null;
        });
  }

  private static Failure away(MysqlSource source, String message) {
    return new Failure(
        Kind.DATABASE_AWAY,
        "%s:%d cannot be reached: %s".formatted(source.host(), source.port(), message),
        "Nothing if it passes. If it stays: start the server, or check the network to it");
  }

  /// `ER_MASTER_FATAL_ERROR_READING_BINLOG`: the words say which of many.
  private static Failure cannotRead(MysqlSource source, String message) {
    if (message.contains("same server_uuid/server_id") || message.contains("same server_id")) {
      return new Failure(
          Kind.SERVER_ID_TAKEN,
          "sources.%s.server-id: '%d' is used by another reader of the server's log"
              .formatted(source.name(), source.serverId()),
          "Write another number, and give every reader its own");
    }
    if (message.contains("max_allowed_packet")) {
      return new Failure(
          Kind.LOG_SETTINGS,
          "A transaction in the binary log is larger than the server may send: " + message,
          "Run: SET GLOBAL max_allowed_packet = 1073741824; and write it into the server's"
              + " configuration");
    }
    return placeLost(source, message);
  }

  /// The log from our place on is gone.
  static Failure placeLost(MysqlSource source, String problem) {
    return new Failure(
        Kind.PLACE_LOST,
        "sources.%s.run: '%s': %s".formatted(source.name(), source.run(), problem),
        "What changed since then cannot be read from the log any more. Run: ./hayase restart %s"
                .formatted(source.name())
            + " --from-now --resnapshot-gap; or give the source another run, and it takes a new snapshot;"
            + " then keep the log longer (binlog_expire_logs_seconds)");
  }
}
