package dev.hayase.event.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BigQueryNameTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          id,               id
          Order Total,      Order Total
          点数,             点数
          100%,             _u0031_00%
          a.b,              a_u002E_b
          'say "hi"',       say _u0022_hi_u0022_
          a😀,              a_uD83D__uDE00_
          _hayase_seq,      _u005F_hayase_seq
          _PARTITIONTIME,   _u005F_PARTITIONTIME
          _op,              _u005F_op
          _option,          _option
          _u0041_,          _u005F_u0041_
          x_u0041_y,        x_u005F_u0041_y
          """)
  void aColumnIsEscapedOnlyWhereItMustBe(String source, String inBigQuery) {
    assertThat(BigQueryName.columns(List.of(source)))
        .containsExactly(Map.entry(source, inBigQuery));
    assertThat(BigQueryName.unescape(inBigQuery)).isEqualTo(source);
  }

  @Test
  void columnsThatDifferInCaseOnlyStayApart() {
    assertThat(BigQueryName.columns(List.of("name", "Name", "NAME", "other", "Other_2")))
        .containsExactly(
            Map.entry("name", "name"),
            Map.entry("Name", "_u004E_ame"),
            Map.entry("NAME", "_u004E__u0041__u004D__u0045_"),
            Map.entry("other", "other"),
            Map.entry("Other_2", "Other_2"));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          public, learners,  learners
          public, order,     order
          public, Order Items, Order Items
          public, a-b,       a-b
          public, 'a"b',     a_u0022_b
          public, a`b,       a_u0060_b
          app,    users,     app__users
          """)
  void aTableOutsidePublicCarriesItsSchema(String schema, String table, String id) {
    assertThat(BigQueryName.table(schema, table)).isEqualTo(id);
  }

  @Test
  void noTwoColumnsBecomeOneAndEachReadsBack() {
    // Given
    Random random = new Random(11);
    String alphabet = "aAbB_u05F0.$ \"é學";
    List<String> sources =
        random
            .ints(4000, 1, 12)
            .mapToObj(n -> {
              StringBuilder name = new StringBuilder();
              random.ints(n, 0, alphabet.length()).forEach(i -> name.append(alphabet.charAt(i)));
              return name.toString();
            })
            .distinct()
            .toList();

    // When
    Map<String, String> names = BigQueryName.columns(sources);

    // Then
    Map<String, String> sourceByName = new HashMap<>();
    names.forEach((source, name) -> {
      assertThat(sourceByName.put(name.toLowerCase(Locale.ROOT), source)).as(name).isNull();
      assertThat(BigQueryName.unescape(name)).isEqualTo(source);
    });
  }

  @Test
  void aColumnThatBigQueryCannotNameIsRefused() {
    assertThatThrownBy(() -> BigQueryName.columns(List.of("$".repeat(60))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("420 long where 300 are allowed: rename it or leave it out");
  }
}
