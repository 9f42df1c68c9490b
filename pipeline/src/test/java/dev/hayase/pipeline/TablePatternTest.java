package dev.hayase.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TablePatternTest {
  @ParameterizedTest(name = "{0} and {1}.{2}: {3}")
  @CsvSource({
    "public.*, public, answers, true",
    "public.*, publicity, answers, false",
    "*.answers, private, answers, true",
    "public.answer, public, answers, false",
    "public.*_log, public, a_b_log, true",
    "public.*_log, public, a_b_logs, false",
    "public.a.b, public, a.b, true",
    "public.a.b, public, axb, false",
    "public.Order (old), public, Order (old), true",
    "public.order, public, Order, false",
  })
  void aStarStandsForAnyCharactersAndNothingElseDoes(
      String pattern, String schema, String table, boolean matches) {
    // When
    boolean matched = TablePattern.parse(pattern).matches(schema, table);

    // Then
    assertThat(matched).isEqualTo(matches);
  }
}
