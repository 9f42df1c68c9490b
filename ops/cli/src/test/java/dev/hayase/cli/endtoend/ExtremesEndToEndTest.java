package dev.hayase.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.cli.value.Value;
import dev.hayase.cli.verify.Difference;
import dev.hayase.cli.verify.Verdict;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnePlatform.class)
class ExtremesEndToEndTest {
  @Test
  void everyTypeArrivesAtItsExtremes(WholePlatform whole) throws Exception {
    // When
    whole.execute(
        "INSERT INTO extremes (id) VALUES (0)",
        """
        INSERT INTO extremes VALUES (-2147483648, -32768, -2147483648, -9223372036854775808,
          -3.4028235e38, -1.7976931348623157e308,
          -99999999999999999999999999999.999999999, -99999999999999999999999999999999999999,
          -99999999999999999999999999999999999999.99999999999999999999999999999999999999,
          -0.00000000000000000000000000000000000001,
          '-92233720368547758.08', false, B'0', B'',
          '0001-01-01', '00:00:00', '0001-01-01 00:00:00', '0001-01-01 00:00:00+00', '-178000000 years', '00:00:00+15:59',
          '', '', '', '00000000-0000-0000-0000-000000000000', 'glad',
          'null', 'null', '', '0.0.0.0',
          '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}')
        """,
        """
        INSERT INTO extremes VALUES (2147483647, 32767, 2147483647, 9223372036854775807,
          3.4028235e38, 1.7976931348623157e308,
          99999999999999999999999999999.999999999, 99999999999999999999999999999999999999,
          99999999999999999999999999999999999999.99999999999999999999999999999999999999,
          99999999999999999999999999999999999999.5,
          '92233720368547758.07', true, B'1', B'10110111011110111110',
          '9999-12-31', '23:59:59.999999', '9999-12-31 23:59:59.999999', '9999-12-31 23:59:59.999999+00', '178000000 years',
          '23:59:59.999999-15:59',
          repeat('🎓漢字', 1000), '1234567890', 'abcd', 'ffffffff-ffff-ffff-ffff-ffffffffffff', '嬉しい',
          '{"a": [1, {"b": null}], "": "🎓", "n": 0.1}', '{"z":1, "a" : [true,false]}', '\\x00ff10', '2001:db8::1/64',
          '{2147483647,NULL,-2147483648}', '{"a,b",NULL,"NULL","quo\\"te","back\\\\slash",""}', '{999999.9999,NULL,0}',
          '{NaN,Infinity,-Infinity,0.1,1e300}',
          '{"2024-01-31 10:00:00.123456+00","0001-01-01 00:00:00+00"}', '{9999-12-31}', '{t,f,NULL}',
          '{"\\\\x00ff"}', ARRAY['{"k": [1]}'::jsonb, 'null'::jsonb])
        """,
        """
        INSERT INTO extremes (id, single, float, floats, words, short, fixed, ints, texts, span, free, doc) VALUES (1,
          'NaN', 'NaN', '{}', E'line\\nbreak\\ttab "double" ''single'' \\\\', 'x ', 'x', '{{1,2},{3,4}}', '[0:1]={a,b}',
          '1 year -2 mons 3 days -04:05:06.000007', 0, '"text alone"')
        """,
        "INSERT INTO extremes (id, single, float, words, doc) VALUES (2, 'Infinity', 'Infinity', 'null', '[]')",
        "INSERT INTO extremes (id, single, float, words, doc) VALUES (3, '-Infinity', '-Infinity', 'NULL', '1')",
        "INSERT INTO extremes (id, single, float, words) VALUES (4, '-0', '-0', '\\N')",
        "INSERT INTO extremes (id, single, float, free) VALUES (5, 1e-45, 5e-324, 1.000)",
        "INSERT INTO extremes (id, single, float) VALUES (6, 0.1, 0.1)");

    // Then
    assertThat(whole.verify("extremes")).isEqualTo(new Verdict.Equal(9));
  }

  @Test
  void whatBigQueryCannotHoldIsParkedAndTheRestArrives(WholePlatform whole) throws Exception {
    // When
    whole.execute(
        "INSERT INTO unloadable (id, words) VALUES (0, 'fine')",
        "INSERT INTO unloadable (id, point) VALUES (1, 'infinity')",
        "INSERT INTO unloadable (id, day) VALUES (2, '-infinity')",
        "INSERT INTO unloadable (id, day) VALUES (3, '0044-03-15 BC')",
        "INSERT INTO unloadable (id, moment) VALUES (4, '10000-01-01 00:00:00')",
        "INSERT INTO unloadable (id, free) VALUES (5, 'NaN')",
        "INSERT INTO unloadable (id, free) VALUES (6, 1e39)",
        "INSERT INTO unloadable (id, words) VALUES (7, 'also fine')");

    // Then
    Verdict verdict = whole.verify("unloadable");
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Different.class,
            different -> {
              assertThat(different.equal()).isEqualTo(2);
              assertThat(different.extra()).isZero();
              assertThat(different.changed()).isZero();
              assertThat(different.examples())
                  .containsExactly(
                      missing(1), missing(2), missing(3), missing(4), missing(5), missing(6));
              assertThat(different.parked().records()).isEqualTo(6);
              assertThat(different.parked().reasons()).isNotEmpty();
            });
  }

  @Test
  void updateThatLeavesWideTextAloneKeepsIt(WholePlatform whole) throws Exception {
    // Given
    whole.execute(
        "INSERT INTO wide SELECT n, 'first', repeat(md5(n::text), 2000) FROM generate_series(1, 5) n");

    // When
    whole.execute(
        "UPDATE wide SET label = 'second'",
        "UPDATE wide SET label = 'third' WHERE id < 3",
        "UPDATE wide SET id = id + 100 WHERE id = 4",
        "DELETE FROM wide WHERE id = 5");

    // Then
    assertThat(whole.verify("wide")).isEqualTo(new Verdict.Equal(4));
    assertThat(whole.query("SELECT COUNT(*) FROM school.wide WHERE LENGTH(body) = 64000"))
        .containsExactly("4");
  }

  private static Difference missing(int id) {
    return new Difference.Missing(List.of(new Value.Exact(BigDecimal.valueOf(id))));
  }
}
