package dev.hayase.cli.endtoend;

import java.util.List;
import java.util.stream.Stream;

/// The tables that the tests use beside the school's. They are there before the capture starts.
final class Tables {
  private static final List<String> EXTREMES =
      List.of(
          "CREATE TYPE mood AS ENUM ('glad', 'très triste', '嬉しい')",
          """
          CREATE TABLE extremes (
            id integer PRIMARY KEY, small smallint, whole integer, big bigint,
            single real, float double precision,
            exact numeric(38,9), digits38 numeric(38,0), wide numeric(76,38), free numeric,
            cash money, flag boolean, bit1 bit, bits bit varying(20),
            day date, clock time, moment timestamp, point timestamptz, span interval, zoned timetz,
            words text, short varchar(10), fixed char(4), uid uuid, feeling mood,
            doc jsonb, raw_doc json, raw bytea, address inet,
            ints integer[], texts text[], decimals numeric(10,4)[], floats double precision[],
            points timestamptz[], days date[], flags boolean[], blobs bytea[], docs jsonb[]
          )
          """,
          """
          CREATE TABLE unloadable (
            id integer PRIMARY KEY, point timestamptz, day date, moment timestamp, free numeric, words text
          )
          """);

  private static final List<String> TOAST =
      List.of(
          "CREATE TABLE wide (id integer PRIMARY KEY, label text, body text)",
          "ALTER TABLE wide ALTER COLUMN body SET STORAGE EXTERNAL");

  private static final List<String> EVOLVING =
      List.of("CREATE TABLE evolving (id integer PRIMARY KEY, name text)");

  private static final List<String> LEDGER =
      List.of(
          "CREATE TABLE ledger (id integer PRIMARY KEY, note text)",
          "CREATE TABLE idle (id integer PRIMARY KEY)");

  private static final List<String> OPERATED =
      List.of("CREATE TABLE operated (id integer PRIMARY KEY, point timestamptz)");

  private static final List<String> RETOLD =
      List.of(
          "CREATE TABLE retold (id integer PRIMARY KEY, point timestamptz, body text)",
          "ALTER TABLE retold REPLICA IDENTITY FULL");

  /// Those that are kept with every change.
  static final List<String> HISTORY = List.of("retold");

  /// Names that need care.
  static final List<String> ODD =
      List.of("select", "Order Items", "qu\"ote", "ÜBER", "MixedCase", "dash-ed", "表");

  static final List<String> ALL =
      Stream.of(
              EXTREMES,
              TOAST,
              EVOLVING,
              LEDGER,
              OPERATED,
              RETOLD,
              ODD.stream().map(Tables::odd).toList())
          .flatMap(List::stream)
          .toList();

  private Tables() {}

  /// A table of that name whose columns' names need care, too.
  private static String odd(String name) {
    return """
    CREATE TABLE %s ("from" integer, "Two Words" text, "qu""ote" text, name text, "Title" text, "größe" numeric(5,1),
      "group" text, PRIMARY KEY ("from", "Two Words"))\
    """
        .formatted(quoted(name));
  }

  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
