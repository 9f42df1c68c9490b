package dev.hayase.cdc;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Every type at its extremes: what the snapshot reads and what the log holds is the same, and all
/// of it.
class ValuesTest {
  private static final String COLUMNS =
      "id, n, n10, nneg, n38, f4, f8, b, d, ts, tz, t, tt, iv, by, bt, b5, vb, m, j, jb, u, e, ea,"
          + " ia, ta, na, ma, bya, tza, c, vc, x, inet, r, di, dc, ci, hs, o, da, ba, ja, iva";

  private final School school = Lab.school();

  @AfterEach
  void end() {
    school.close();
  }

  @Test
  void everyTypeArrivesWholeFromTheSnapshotAndFromTheLog() throws IOException {
    // Given
    school
        .partitions(1)
        .sql(
            "CREATE EXTENSION citext",
            "CREATE EXTENSION hstore",
            "CREATE TYPE mood AS ENUM ('sad', 'o k')",
            "CREATE DOMAIN positive AS int CHECK (value > 0)",
            "CREATE DOMAIN short AS char(5)",
            """
            CREATE TABLE extremes (id int PRIMARY KEY, n numeric, n10 numeric(10,2), nneg numeric(5,-2),
              n38 numeric(38,9), f4 float4, f8 float8, b bool, d date, ts timestamp, tz timestamptz, t time,
              tt timetz, iv interval, by bytea, bt bit(1), b5 bit(5), vb varbit, m money, j json, jb jsonb,
              u uuid, e mood, ea mood[], ia int[], ta text[], na numeric[], ma int[][], bya bytea[],
              tza timestamptz[], c char(5), vc varchar(10), x xml, inet inet, r int4range, di positive,
              dc short, ci citext, hs hstore, o oid, da date[], ba bool[], ja jsonb[], iva interval[],
              dflt int NOT NULL DEFAULT 7, gen int GENERATED ALWAYS AS (id * 2) STORED, virt int GENERATED ALWAYS AS (id * 3) VIRTUAL)\
            """,
            row(
                """
                1, 'NaN', 99999999.99, 9999900, 12345678901234567890123456789.123456789, 'NaN', 'Infinity',
                true, 'infinity', 'infinity', 'infinity', '24:00', '23:59:59.999999+14',
                '1 year 2 mons 3 days 04:05:06.789', '\\xdeadbeef', B'1', B'10110', B'101', '$1,234.56',
                '{"a": 1}', '{"b":  [1,2]}', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 'o k', '{sad,NULL,"o k"}',
                '{1,NULL,3}', '{"a,b",NULL,"NULL","q\\"\\\\z",""}', '{NaN,1.50}', '{{1,2},{3,4}}',
                '{"\\\\xde",NULL}', '{"2024-01-01 00:00:00+05",infinity}', 'ab', '流れ 🎓', '<a/>',
                '192.168.0.1', '[1,5)', 5, 'xy', 'CiText', '"a"=>"1", "b"=>NULL', 42,
                '{2024-01-31,infinity}', '{t,f,NULL}', '{"{\\"k\\": 1}"}', '{1 day}'\
                """),
            row(
                """
                2, '-Infinity', 0, 0, -0.000000001, '-Infinity', 1e-300, false, '0044-03-15 BC',
                '0044-03-15 01:02:03.4 BC', '0044-03-15 01:02:03.4+00 BC', '00:00:00.000001', '00:00+00',
                '-1 mons', '', B'0', B'00000', B'', '-$5.00', 'null', 'null', NULL, NULL, '{}', '{}', '{}',
                '{}', '{}', '{}', '{}', '', '', '<b/>', '::1/128', 'empty', 1, '     ', '', '', 0, '{}', '{}',
                '{}', '{}'\
                """),
            row(
                """
                3, -0.00001, -0.01, -100, NULL, 3.4e38, 0.1, NULL, '0001-01-01', '0001-01-01',
                '0001-01-01 00:00+00', '23:59:59.999999', '10:00-03:30', '0', '\\x00', NULL, NULL, NULL, NULL,
                NULL, NULL, NULL, NULL, NULL, '[0:1]={7,8}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL\
                """),
            row(
                """
                4, 1e30, NULL, NULL, NULL, NULL, NULL, NULL, '9999-12-31', '9999-12-31 23:59:59.999999',
                '9999-12-31 23:59:59.999999+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL\
                """),
            row(
                """
                5, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '5874897-12-31', '294276-12-31 23:59:59.999999',
                '1883-11-18 12:00 America/New_York', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL\
                """));
    school.streaming();

    // When
    school.sql(
        "CREATE SCHEMA kept; CREATE TABLE kept.extremes AS SELECT * FROM extremes",
        "SET TIME ZONE 'Asia/Tokyo'; DELETE FROM extremes; INSERT INTO extremes (%1$s) SELECT %1$s FROM kept.extremes ORDER BY id"
            .formatted(COLUMNS));
    school.awaitRecords("extremes", 17);

    // Then
    assertThat(rows("c")).isEqualTo(rows("r"));
    assertThat(rows("r")).isEqualTo(expected());
  }

  private static List<String> expected() throws IOException {
    try (InputStream lines = ValuesTest.class.getResourceAsStream("extremes.jsonl")) {
      return new String(requireNonNull(lines).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .toList();
    }
  }

  private List<String> rows(String op) {
    return school.records("extremes").stream()
        .filter(r -> !r.isControl() && r.value().get("op").asString().equals(op))
        .map(r -> r.value().get("after").toString())
        .toList();
  }

  private static String row(String values) {
    return "INSERT INTO extremes (" + COLUMNS + ") VALUES (" + values + ")";
  }
}
