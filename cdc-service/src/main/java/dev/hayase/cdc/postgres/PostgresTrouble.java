package dev.hayase.cdc.postgres;

import dev.hayase.cdc.failure.Failure;
import dev.hayase.cdc.failure.Kind;
import dev.hayase.pipeline.PostgresSource;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What PostgreSQL says, by its SQLSTATE; the words decide only where several troubles share one.
public final class PostgresTrouble {
  private static final Pattern PID = Pattern.compile("active for PID (\\d+)");

  private PostgresTrouble() {}

  /// Empty when it says nothing that we know.
  public static Optional<Failure> failure(SQLException trouble, PostgresSource source) {
    String state = String.valueOf(trouble.getSQLState());
    String message = String.valueOf(trouble.getMessage()).strip().replaceAll("\\s+", " ");
    return Optional.ofNullable(
        switch (state) {
          case "28P01" -> loginRefused(source);
          case "28000" -> notLetIn(source, message);
          case "3D000" ->
              new Failure(
                  Kind.DATABASE_MISSING,
                  "sources.%s.database: '%s' does not exist on %s:%d"
                      .formatted(source.name(), source.database(), source.host(), source.port()),
                  "Write the name of a database, or create it");
          case "42501" -> privilege(source, message);
          case "53300" ->
              new Failure(
                  Kind.TOO_MANY_CONNECTIONS,
                  "The server takes no more connections: " + message,
                  message.contains("max_wal_senders")
                      ? "Raise max_wal_senders, which needs a restart of the server, or end another reader"
                      : "Raise max_connections or the role's limit (ALTER ROLE \"%s\" CONNECTION LIMIT -1), or"
                              .formatted(source.username())
                          + " end other connections; a capture needs five");
          case "53400" ->
              new Failure(
                  Kind.SLOTS_IN_USE,
                  "The server has no place left for a slot: " + message,
                  "Raise max_replication_slots, which needs a restart of the server, or drop a slot that"
                      + " nobody reads: SELECT slot_name FROM pg_replication_slots WHERE NOT active");
          case "53100" ->
              new Failure(
                  Kind.DATABASE_FULL,
                  "The server's disk is full: " + message,
                  "Make space on the server's disk; see which slot holds its log: SELECT slot_name,"
                      + " restart_lsn FROM pg_replication_slots ORDER BY restart_lsn");
          case "53200" ->
              new Failure(
                  Kind.DATABASE_FULL,
                  "The server is out of memory: " + message,
                  "Lower logical_decoding_work_mem, or give the server more memory");
          case "57P03" ->
              new Failure(
                  Kind.DATABASE_STARTING,
                  "The server does not take connections now: " + message,
                  "Nothing: it starts, stops or recovers");
          case "57P01", "57P02", "57P04", "57P05" ->
              new Failure(
                  Kind.DATABASE_AWAY,
                  "The server ended the connection: " + message,
                  "Nothing: somebody stops the server or ended our session");
          case "55006" -> slotActive(source, message);
          case "42704" -> missing(source, message);
          case "55000", "58P01" -> logged(source, message);
          default ->
              state.startsWith("08")
                  ? new Failure(
                      Kind.DATABASE_AWAY,
                      "%s:%d cannot be reached: %s"
                          .formatted(source.host(), source.port(), message),
                      "Nothing if it passes. If it stays: start the server, or check the network to it")
                  : null;
        });
  }

  private static Failure loginRefused(PostgresSource source) {
    return new Failure(
        Kind.LOGIN_REFUSED,
        "sources.%s.password: '***' is refused for role '%s'"
            .formatted(source.name(), source.username()),
        "Write the role's password: into its file, which is read at each try, or into its variable,"
            + " and restart the service");
  }

  private static Failure notLetIn(PostgresSource source, String message) {
    boolean plain = message.contains("no encryption") || message.contains("SSL off");
    return new Failure(
        plain ? Kind.TLS_REFUSED : Kind.LOGIN_REFUSED,
        "sources.%s.username: '%s' is not let in: %s"
            .formatted(source.name(), source.username(), message),
        plain
            ? "If the server wants TLS, write tls: {mode: require}; else add a line to its pg_hba.conf"
            : "Create the role (CREATE ROLE \"%1$s\" LOGIN REPLICATION), or let it in by pg_hba.conf: host"
                    .formatted(source.username())
                + " %s %s <our address> scram-sha-256, then SELECT pg_reload_conf()"
                    .formatted(source.database(), source.username()));
  }

  private static Failure privilege(PostgresSource source, String message) {
    boolean replication = message.contains("replication") || message.contains("REPLICATION");
    return new Failure(
        Kind.PRIVILEGE_MISSING,
        "sources.%s.username: '%s' lacks a privilege: %s"
            .formatted(source.name(), source.username(), message),
        replication
            ? "Run, as superuser: ALTER ROLE \"%s\" REPLICATION".formatted(source.username())
            : "Grant it, as the owner: GRANT SELECT ON ALL TABLES IN SCHEMA <schema> TO \"%s\""
                .formatted(source.username()));
  }

  private static Failure slotActive(PostgresSource source, String message) {
    Matcher pid = PID.matcher(message);
    String who = pid.find() ? pid.group(1) : "<pid>";
    return new Failure(
        Kind.SLOT_ACTIVE,
        "sources.%s.slot: '%s' is read by another session of the server (PID %s)"
            .formatted(source.name(), source.slot(), who),
        ("Nothing if it passes: the server has not noticed yet that an earlier reader is gone. If it stays,"
                + " see who it is: SELECT * FROM pg_stat_activity WHERE pid = %1$s; and end it: SELECT"
                + " pg_terminate_backend(%1$s)")
            .formatted(who));
  }

  private static Failure missing(PostgresSource source, String message) {
    if (message.contains("publication")) {
      return new Failure(
          Kind.PUBLICATION_CHANGED,
          "sources.%s.publication: %s".formatted(source.name(), message),
          "It is made anew at the next try. What changed while it was gone is not in the log for us: run"
              + " ./hayase restart %s --from-now --resnapshot-gap".formatted(source.name()));
    }
    return message.contains("slot") ? placeLost(source, message) : unnamed(message);
  }

  private static Failure logged(PostgresSource source, String message) {
    if (message.contains("wal_level") || message.contains("logical decoding requires")) {
      return new Failure(
          Kind.LOG_SETTINGS,
          "The server does not log what changes: " + message,
          "Run, as superuser: ALTER SYSTEM SET wal_level = logical; then restart the server");
    }
    return message.contains("slot") || message.contains("WAL segment")
        ? placeLost(source, message)
        : unnamed(message);
  }

  /// The log from our place on is gone.
  static Failure placeLost(PostgresSource source, String problem) {
    return new Failure(
        Kind.PLACE_LOST,
        "sources.%s.slot: '%s' cannot be read: %s".formatted(source.name(), source.slot(), problem),
        "What changed since then cannot be read from the log any more. Run: ./hayase restart %s"
                .formatted(source.name())
            + " --from-now --resnapshot-gap; or give the source a new slot name, and it takes a new snapshot");
  }

  private static Failure unnamed(String message) {
    return new Failure(Kind.UNKNOWN, "The database says: " + message, "See the server's own log");
  }
}
