package dev.hayase.cdc;

import dev.hayase.cdc.change.ChangeLog.FencedException;
import dev.hayase.cdc.change.SetupException;
import dev.hayase.cdc.failure.Failure;
import dev.hayase.cdc.failure.FailureException;
import dev.hayase.cdc.failure.Kind;
import dev.hayase.cdc.kafka.KafkaTrouble;
import dev.hayase.cdc.mysql.BinlogTrouble;
import dev.hayase.cdc.mysql.MysqlTrouble;
import dev.hayase.cdc.postgres.PostgresTrouble;
import dev.hayase.pipeline.MysqlSource;
import dev.hayase.pipeline.PostgresSource;
import dev.hayase.pipeline.Source;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import org.apache.kafka.common.KafkaException;

/// Says what is wrong with a source, given what ended its capture: total, every throwable has an
/// answer. The first of these that knows something of a cause, the outermost first, answers.
final class Diagnosis {
  private Diagnosis() {}

  static Failure of(Throwable trouble, Source source) {
    List<Throwable> causes = causes(trouble);
    List<Function<Throwable, Optional<Failure>>> experts =
        List.of(
            Diagnosis::known,
            Diagnosis::kafka,
            cause -> network(cause, source),
            cause -> cause instanceof SQLException sql ? sql(sql, source) : Optional.empty(),
            cause ->
                source instanceof MysqlSource mysql
                    ? BinlogTrouble.failure(cause, mysql)
                    : Optional.empty());
    return experts.stream()
        .flatMap(expert -> causes.stream().map(expert).flatMap(Optional::stream))
        .findFirst()
        .orElseGet(() -> other(causes.getLast(), source));
  }

  /// From the outermost to the innermost.
  private static List<Throwable> causes(Throwable trouble) {
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Throwable> causes = new ArrayList<>();
    for (Throwable t = trouble; t != null && seen.add(t); t = t.getCause()) {
      causes.add(t);
    }
    return causes;
  }

  private static Optional<Failure> known(Throwable cause) {
    return switch (cause) {
      case FailureException known -> Optional.of(known.failure());
      case FencedException fenced ->
          Optional.of(
              new Failure(
                  Kind.TAKEN_OVER,
                  fenced.getMessage() + "; this one stands by until that one falls silent",
                  ""));
      case SetupException setup ->
          Optional.of(new Failure(Kind.SETUP, setup.problem(), setup.remedy()));
      default -> Optional.empty();
    };
  }

  /// Kafka Connect's exceptions are the engine's own, about a database.
  private static Optional<Failure> kafka(Throwable cause) {
    return cause instanceof KafkaException kafka
            && !cause.getClass().getName().startsWith("org.apache.kafka.connect.")
        ? Optional.of(KafkaTrouble.failure(kafka))
        : Optional.empty();
  }

  private static Optional<Failure> network(Throwable cause, Source source) {
    return switch (cause) {
      case UnknownHostException _ when isOfTheDatabase(cause, source) ->
          Optional.of(
              new Failure(
                  Kind.HOST_UNKNOWN,
                  "sources.%s.host: '%s' is no known host".formatted(source.name(), host(source)),
                  "Write the server's name or address"));
      case SSLException _, GeneralSecurityException _ ->
          Optional.of(
              new Failure(
                  Kind.TLS_REFUSED,
                  "sources.%s.tls: the connection to %s cannot be protected: %s"
                      .formatted(source.name(), host(source), Failure.line(cause)),
                  "Compare the server's certificate and TLS settings with tls in the pipeline file: a"
                      + " renewed certificate may come from another authority"));
      default -> Optional.empty();
    };
  }

  /// Brokers have names, too.
  private static boolean isOfTheDatabase(Throwable cause, Source source) {
    return String.valueOf(cause.getMessage()).contains(host(source));
  }

  private static Optional<Failure> sql(SQLException trouble, Source source) {
    if (!source.personal().rules().isEmpty() && quotesValues(trouble)) {
      return Optional.of(
          new Failure(
              Kind.UNKNOWN,
              "The database does not take a value (SQLSTATE %s); which one is not said beside personal data"
                  .formatted(trouble.getSQLState()),
              "See the server's own log"));
    }
    return switch (source) {
      case PostgresSource postgres -> PostgresTrouble.failure(trouble, postgres);
      case MysqlSource mysql ->
          MysqlTrouble.failure(
              trouble.getErrorCode(),
              String.valueOf(trouble.getSQLState()),
              String.valueOf(trouble.getMessage()),
              mysql);
    };
  }

  /// Data exceptions, and constraints that are violated.
  private static boolean quotesValues(SQLException trouble) {
    String state = String.valueOf(trouble.getSQLState());
    return state.startsWith("22") || state.startsWith("23");
  }

  private static Failure other(Throwable innermost, Source source) {
    return switch (innermost) {
      case java.io.IOException _ ->
          new Failure(
              Kind.DATABASE_AWAY,
              "%s does not answer as it should: %s"
                  .formatted(host(source), Failure.line(innermost)),
              "Nothing if it passes. If it stays: check the server and the network to it");
      case SQLException _ ->
          new Failure(
              Kind.UNKNOWN,
              "The database says: " + Failure.line(innermost),
              "See the server's own log");
      case IllegalStateException _,
          IllegalArgumentException _,
          NullPointerException _,
          ClassCastException _,
          IndexOutOfBoundsException _,
          Error _ ->
          new Failure(
              Kind.DEFECT,
              Failure.line(innermost),
              "Report it with the stack trace in the service's log; it is tried again");
      default -> new Failure(Kind.UNKNOWN, Failure.line(innermost), "See the service's log");
    };
  }

  private static String host(Source source) {
    return switch (source) {
      case PostgresSource postgres -> postgres.host();
      case MysqlSource mysql -> mysql.host();
    };
  }
}
