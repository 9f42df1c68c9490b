package dev.hayase.benchmarks.cdc;

import java.util.Arrays;
import java.util.List;

/// What is captured.
enum CdcInput {
  /// Rows of 8 columns, in transactions of a thousand, from PostgreSQL's log.
  STREAM("stream", 600_000),
  /// The same with 15 columns.
  WIDE("wide", 400_000),
  /// The rows of `stream`, read by an initial snapshot.
  SNAPSHOT("snapshot", 600_000),
  /// The rows of `stream` in a single transaction.
  TRANSACTION("transaction", 400_000),
  /// Rows of 8 columns, in transactions of a thousand, from MariaDB's log.
  MARIADB("mariadb", 400_000);

  private final String code;
  private final long rows;

  CdcInput(String code, long rows) {
    this.code = code;
    this.rows = rows;
  }

  static CdcInput of(String code) {
    return Arrays.stream(values())
        .filter(input -> input.code.equals(code))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "'%s' is no input; there are %s"
                    .formatted(code, Arrays.stream(values()).map(CdcInput::code).toList())));
  }

  String code() {
    return code;
  }

  /// As many as take some seconds.
  long rows() {
    return rows;
  }

  /// Whether the rows are there before the capture is.
  boolean isSnapshot() {
    return this == SNAPSHOT;
  }

  /// How many rows commit together.
  long transaction(long all) {
    return this == TRANSACTION ? all : 1_000;
  }

  /// The table, by the kind of its database.
  String table() {
    return switch (this) {
      case STREAM, SNAPSHOT, TRANSACTION ->
          """
          CREATE TABLE %s (id bigint PRIMARY KEY, name varchar(64), amount numeric(12,2),
            created timestamptz, note text, active boolean, doc jsonb, score double precision)\
          """;
      case WIDE ->
          """
          CREATE TABLE %s (id bigint PRIMARY KEY, name varchar(64), amount numeric(12,2),
            created timestamptz, note text, active boolean, doc jsonb, score double precision,
            day date, at timestamp, uid uuid, quantity int, kind smallint, price numeric, comment text)\
          """;
      case MARIADB ->
          """
          CREATE TABLE %s (id bigint PRIMARY KEY, name varchar(64), amount decimal(12,2),
            created datetime(6), note text, active tinyint, doc json, score double)\
          """;
    };
  }

  /// Rows with these keys, as one statement.
  String insert(String table, long first, long last) {
    List<String> columns =
        switch (this) {
          case STREAM, SNAPSHOT, TRANSACTION -> POSTGRES;
          case WIDE -> POSTGRES_WIDE;
          case MARIADB -> MARIADB_COLUMNS;
        };
    return "INSERT INTO %s SELECT %s FROM %s"
        .formatted(table, String.join(", ", columns), numbers(first, last));
  }

  private String numbers(long first, long last) {
    if (this != MARIADB) {
      return "generate_series(%d, %d) g".formatted(first, last);
    }
    // The names of MariaDB's sequences hold no minus.
    return first == last
        ? "(SELECT %d AS g) s".formatted(first)
        : "(SELECT seq AS g FROM seq_%d_to_%d) s".formatted(first, last);
  }

  private static final List<String> POSTGRES =
      List.of(
          "g",
          "'customer-' || g",
          "(g % 100000) / 7.0",
          "clock_timestamp()",
          "repeat('a note of some length ', 3) || g",
          "g % 2 = 0",
          "jsonb_build_object('k', g, 'tags', array['a', 'b', 'c'], 'v', 'x' || g)",
          "g * 1.1");
  private static final List<String> POSTGRES_WIDE =
      List.of(
          String.join(", ", POSTGRES),
          "date '2026-01-01' + (g % 300)::int",
          "timestamp '2026-01-01 10:00:00.123456' + g * interval '1 second'",
          "md5(g::text)::uuid",
          "(g % 1000)::int",
          "(g % 7)::smallint",
          "g / 3.0",
          "'said of ' || g");
  private static final List<String> MARIADB_COLUMNS =
      List.of(
          "g",
          "concat('customer-', g)",
          "(g % 100000) / 7.0",
          "now(6)",
          "concat(repeat('a note of some length ', 3), g)",
          "g % 2",
          "json_object('k', g, 'v', concat('x', g))",
          "g * 1.1");
}
