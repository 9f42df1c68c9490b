package dev.hayase.records.row;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class CivilTextTest {
  @Test
  void everyDayOfFourCenturiesIsTheDayThatJavaSays() {
    CivilText civil = new CivilText();
    for (LocalDate day = LocalDate.of(1799, 12, 31); day.getYear() < 2201; day = day.plusDays(1)) {
      byte[] text = day.toString().getBytes(UTF_8);
      assertThat(civil.date(text, 0, text.length)).isEqualTo(day.toEpochDay());
    }
  }
}
