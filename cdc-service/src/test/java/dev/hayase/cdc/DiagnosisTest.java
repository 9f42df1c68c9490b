package dev.hayase.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.cdc.change.ChangeLog.FencedException;
import dev.hayase.cdc.change.SetupException;
import dev.hayase.cdc.failure.Failure;
import dev.hayase.cdc.failure.Kind;
import dev.hayase.cdc.failure.Kind.Again;
import dev.hayase.cdc.source.DatabaseException;
import dev.hayase.pipeline.MysqlSource;
import dev.hayase.pipeline.PersonalColumns;
import dev.hayase.pipeline.PostgresSource;
import dev.hayase.pipeline.Secret;
import dev.hayase.pipeline.Source;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLHandshakeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Every throwable has a kind, and the kinds that somebody must mend have a remedy.
class DiagnosisTest {
  private static final Source POSTGRES =
      new PostgresSource(
          "school",
          "db.example.com",
          5432,
          "school",
          "hayase",
          new Secret("s3cret"),
          PostgresSource.Tls.DEFAULT,
          List.of("public.*"),
          "hayase_school",
          "hayase_school",
          Optional.empty(),
          PersonalColumns.NONE);
  private static final Source MARIADB =
      new MysqlSource(
          "shop",
          MysqlSource.Kind.MARIADB,
          "shop.example.com",
          3306,
          "hayase",
          new Secret("s3cret"),
          MysqlSource.Tls.DEFAULT,
          List.of("shop.*"),
          7001,
          "hayase_shop",
          PersonalColumns.NONE);

  @ParameterizedTest(name = "{0} {1} -> {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          28P01 | FATAL: password authentication failed for user "hayase"                    | LOGIN_REFUSED        | into its file
          28000 | FATAL: role "hayase" does not exist                                        | LOGIN_REFUSED        | CREATE ROLE "hayase" LOGIN REPLICATION
          28000 | FATAL: no pg_hba.conf entry for host "10.0.0.1", user "hayase", no encryption | TLS_REFUSED       | tls: {mode: require}
          3D000 | FATAL: database "school" does not exist                                    | DATABASE_MISSING     | create it
          42501 | ERROR: permission denied for table steps                                   | PRIVILEGE_MISSING    | GRANT SELECT
          42501 | FATAL: must be superuser or replication role to start walsender             | PRIVILEGE_MISSING    | ALTER ROLE "hayase" REPLICATION
          53300 | FATAL: sorry, too many clients already                                     | TOO_MANY_CONNECTIONS | Raise max_connections
          53300 | FATAL: number of requested standby connections exceeds max_wal_senders      | TOO_MANY_CONNECTIONS | Raise max_wal_senders
          53400 | ERROR: all replication slots are in use                                    | SLOTS_IN_USE         | Raise max_replication_slots
          53100 | ERROR: could not write to file: No space left on device                    | DATABASE_FULL        | Make space
          53200 | ERROR: out of memory                                                       | DATABASE_FULL        | memory
          57P03 | FATAL: the database system is starting up                                  | DATABASE_STARTING    | Nothing
          57P01 | FATAL: terminating connection due to administrator command                 | DATABASE_AWAY        | Nothing
          55006 | ERROR: replication slot "hayase_school" is active for PID 4711             | SLOT_ACTIVE          | pg_terminate_backend(4711)
          42704 | ERROR: replication slot "hayase_school" does not exist                     | PLACE_LOST           | ./hayase restart school --from-now --resnapshot-gap
          42704 | ERROR: publication "hayase_school" does not exist                          | PUBLICATION_CHANGED  | ./hayase restart school --from-now --resnapshot-gap
          55000 | ERROR: can no longer get changes from replication slot "hayase_school"     | PLACE_LOST           | ./hayase restart school --from-now --resnapshot-gap
          58P01 | ERROR: requested WAL segment 000000010000000000000001 has already been removed | PLACE_LOST        | ./hayase restart school --from-now --resnapshot-gap
          55000 | ERROR: logical decoding requires "wal_level" >= "logical"                  | LOG_SETTINGS         | ALTER SYSTEM SET wal_level = logical
          08001 | Connection to db.example.com:5432 refused.                                 | DATABASE_AWAY        | start the server
          XX000 | ERROR: something else                                                      | UNKNOWN              | log
          """)
  void whatPostgresSaysHasAKindAndARemedy(String state, String words, Kind kind, String remedy) {
    // When
    Failure failure =
        Diagnosis.of(
            new DatabaseException(
                "Source 'school' could not be looked at", new SQLException(words, state)),
            POSTGRES);

    // Then
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.remedy()).contains(remedy);
    assertThat(failure.sentence()).doesNotContain("s3cret");
  }

  @ParameterizedTest(name = "{0} -> {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1045 | Access denied for user 'hayase'@'10.0.0.1' (using password: YES)      | LOGIN_REFUSED        | into its file
          1130 | Host '10.0.0.1' is not allowed to connect                             | LOGIN_REFUSED        | Create the user
          1227 | Access denied; you need the REPLICATION SLAVE privilege                | PRIVILEGE_MISSING    | MYSQL.md
          1142 | SELECT command denied to user                                         | PRIVILEGE_MISSING    | MYSQL.md
          1040 | Too many connections                                                  | TOO_MANY_CONNECTIONS | max_connections
          1053 | Server shutdown in progress                                           | DATABASE_STARTING    | Nothing
          1021 | Disk full                                                             | DATABASE_FULL        | Make space
          1236 | Could not find first log file name in binary log index file           | PLACE_LOST           | ./hayase restart shop --from-now --resnapshot-gap
          1236 | A slave with the same server_uuid/server_id as this slave has connected | SERVER_ID_TAKEN    | another number
          1236 | log event entry exceeded max_allowed_packet                           | LOG_SETTINGS         | SET GLOBAL max_allowed_packet
          9999 | something else                                                        | UNKNOWN              | log
          """)
  void whatMysqlSaysHasAKindAndARemedy(int code, String words, Kind kind, String remedy) {
    // When
    Failure asked = Diagnosis.of(new SQLException(words, "HY000", code), MARIADB);
    Failure read =
        Diagnosis.of(
            new IllegalArgumentException(
                words + " Error code: " + code + "; SQLSTATE: HY000.", new Exception(words)),
            MARIADB);

    // Then
    assertThat(asked.kind()).isEqualTo(kind);
    assertThat(asked.remedy()).contains(remedy);
    assertThat(read.kind() == kind || kind == Kind.UNKNOWN).isTrue();
  }

  static List<Object[]> others() {
    return Arrays.asList(
        new Object[][] {
          {new FencedException("taken", new KafkaException("f")), Kind.TAKEN_OVER},
          {new SetupException("sources.school.slot", "s", "is wrong", "Mend it"), Kind.SETUP},
          {
            new SQLException("x", "08001", new UnknownHostException("db.example.com")),
            Kind.HOST_UNKNOWN
          },
          {
            new SQLException("SSL error", "08006", new SSLHandshakeException("PKIX")),
            Kind.TLS_REFUSED
          },
          {new RuntimeException(new ConnectException("refused")), Kind.DATABASE_AWAY},
          {new RuntimeException(new SocketTimeoutException("Read timed out")), Kind.DATABASE_AWAY},
          {new TimeoutException("no node"), Kind.KAFKA_AWAY},
          {
            new KafkaException("x", new TopicAuthorizationException(Set.of("t"))),
            Kind.KAFKA_NOT_ALLOWED
          },
          {GroupAuthorizationException.forGroupId("hayase-cdc"), Kind.KAFKA_NOT_ALLOWED},
          {new TransactionalIdAuthorizationException("no"), Kind.KAFKA_NOT_ALLOWED},
          {new SaslAuthenticationException("no"), Kind.KAFKA_LOGIN_REFUSED},
          {
            new SslAuthenticationException("no", new SSLHandshakeException("PKIX")),
            Kind.KAFKA_LOGIN_REFUSED
          },
          {new RecordTooLargeException("big"), Kind.RECORD_TOO_LARGE},
          {new IllegalStateException("a mistake"), Kind.DEFECT},
          {new StackOverflowError(), Kind.DEFECT},
          {new Exception("?"), Kind.UNKNOWN},
          {new Exception((String) null), Kind.UNKNOWN},
        });
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @MethodSource("others")
  void everyThrowableHasAKind(Throwable trouble, Kind kind) {
    Failure failure = Diagnosis.of(new RuntimeException("outer", trouble), POSTGRES);
    assertThat(failure.kind()).isEqualTo(kind);
    if (failure.kind().again() == Again.SLOWLY || failure.kind().again() == Again.BY_COMMAND) {
      assertThat(failure.remedy()).isNotEmpty();
    }
  }

  @Test
  void codesAreNamesOfTheirOwn() {
    assertThat(Arrays.stream(Kind.values()).map(Kind::code).collect(Collectors.toSet()))
        .hasSize(Kind.values().length)
        .allMatch(code -> code.matches("[a-z-]+"));
  }
}
