package dev.hayase.emulator.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextFormsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          {"b" : 1, "a":[ true,null ]}                 ~ {"a":[true,null],"b":1}
          {"a":1,"a":2}                                ~ {"a":1}
          1.50                                         ~ 1.5
          1e2                                          ~ 100.0
          1e15                                         ~ 1e+15
          123456789012345.0                            ~ 123456789012345.0
          1e20                                         ~ 1e+20
          0.0001                                       ~ 0.0001
          0.00001                                      ~ 1e-05
          1.25e-7                                      ~ 1.25e-07
          -0.0                                         ~ -0.0
          18446744073709551615                         ~ 18446744073709551615
          -9223372036854775808                         ~ -9223372036854775808
          18446744073709551616                         ~ 1.8446744073709552e+19
          "\\u00fc\\n\\/\\u0001"                           ~ "ü\\n/\\u0001"
          {}                                           ~ {}
          """)
  void jsonIsKeptAsBigQueryPrintsIt(String given, String kept) {
    assertThat(JsonText.normalized(given)).isEqualTo(kept);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[1,]", "{\"a\"}", "1 2", "1e999", "\"\\ud800\"", "nul", "+1"})
  void whatIsNoJsonIsRefused(String text) {
    assertThatThrownBy(() -> JsonText.normalized(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void jsonMayNestFiveHundredLevelsAndNoMore() {
    String deep = "[".repeat(500) + "]".repeat(500);
    assertThat(JsonText.normalized(deep)).isEqualTo(deep);
    assertThatThrownBy(() -> JsonText.normalized("[" + deep + "]"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          1-2 3 4:5:6.789        ~ 1-2 3 4:5:6.789
          -1-2 -3 -4:5:6.7       ~ -1-2 -3 -4:5:6.700
          1-2                    ~ 1-2 0 0:0:0
          1-2 3                  ~ 1-2 3 0:0:0
          1-2 3 4                ~ 1-2 3 4:0:0
          1 2 3                  ~ 0-1 2 3:0:0
          3 4:5                  ~ 0-0 3 4:5:0
          -4:5:6.000001          ~ 0-0 0 -4:5:6.000001
          0-13 0 0:0:90          ~ 1-1 0 0:1:30
          P1Y2M3W4DT5H6M7.8S     ~ 1-2 25 5:6:7.800
          P-1YT-1.5S             ~ -1-0 0 -0:0:1.500
          10000-0 3660000 87840000:0:0 ~ 10000-0 3660000 87840000:0:0
          """)
  void anIntervalHasOneCanonicalForm(String given, String canonical) {
    Interval interval = IntervalText.parse(given);
    assertThat(interval).hasToString(canonical);
    assertThat(IntervalText.parse(canonical)).isEqualTo(interval);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "1 2",
        "4:5",
        "P",
        "PT",
        "P1",
        "P1.5Y",
        "1-2 3 4:5:6.1234567",
        "10000-1 0 0:0:0",
        "0-0 3660001 0:0:0",
        "0-0 0 87840000:0:1",
        " 1-2",
        "P1H",
        "999999999999-0"
      })
  void whatIsNoIntervalIsRefused(String text) {
    assertThatThrownBy(() -> IntervalText.parse(text)).isInstanceOf(DateTimeException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          point( 1.50   -2e0 )                                     ~ POINT(1.5 -2)
          LINESTRING (1 1, 2 2)                                    ~ LINESTRING(1 1, 2 2)
          POLYGON((0 0,1 0,1 1,0 0))                               ~ POLYGON((0 0, 1 0, 1 1, 0 0))
          MULTIPOINT((0 0), 1 1)                                   ~ MULTIPOINT(0 0, 1 1)
          MULTIPOLYGON(((0 0,1 0,1 1,0 0)))                        ~ MULTIPOLYGON(((0 0, 1 0, 1 1, 0 0)))
          GEOMETRYCOLLECTION(POINT(1 2),LINESTRING(1 1,2 2))       ~ GEOMETRYCOLLECTION(POINT(1 2), LINESTRING(1 1, 2 2))
          POINT EMPTY                                              ~ GEOMETRYCOLLECTION EMPTY
          {"type":"Point","coordinates":[1.0,2]}                   ~ POINT(1 2)
          {"coordinates":[[[0,0],[1,0],[1,1],[0,0]]],"type":"Polygon"} ~ POLYGON((0 0, 1 0, 1 1, 0 0))
          """)
  void aGeographyHasOneCanonicalForm(String given, String canonical) {
    assertThat(Geography.canonical(given)).isEqualTo(canonical);
    assertThat(Geography.canonical(canonical)).isEqualTo(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nowhere",
        "POINT(1)",
        "POINT(1 2 3)",
        "POINT(1 91)",
        "POINT 1 2",
        "POINT(1 2) x",
        "POLYGON((0 0,1 0,1 1,0 1))",
        "LINESTRING(1 1)",
        "CIRCLE EMPTY",
        "{}",
        "{\"type\":\"Point\",\"coordinates\":[null,1]}",
        "{\"type\":\"Point\"}",
        "POINT(1e999 2)"
      })
  void whatIsNoGeographyIsRefused(String text) {
    assertThatThrownBy(() -> Geography.canonical(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aBigNumericSortsAsItsText() {
    List<BigDecimal> sorted =
        List.of(
            BigNumeric.MIN,
            new BigDecimal("-1.5"),
            new BigDecimal("-1e-38"),
            BigDecimal.ZERO,
            new BigDecimal("1e-38"),
            new BigDecimal("12345.678"),
            BigNumeric.MAX);
    List<String> texts = sorted.stream().map(BigNumeric::toSortedText).toList();
    assertThat(texts).isSorted().doesNotHaveDuplicates();
    assertThat(texts.stream().map(BigNumeric::fromSortedText).toList())
        .usingElementComparator(BigDecimal::compareTo)
        .isEqualTo(sorted);
  }
}
