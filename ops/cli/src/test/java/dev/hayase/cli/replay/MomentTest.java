package dev.hayase.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

  @ParameterizedTest
  @CsvSource({
    "2026-11-22T10:00+09:00,2026-11-22T01:00:00Z",
    "2026-11-22T01:00Z,2026-11-22T01:00:00Z",
    "2026-11-22 10:00,2026-11-22T01:00:00Z",
    "2026-11-22T10:00:30.5,2026-11-22T01:00:30.500Z",
    "2h,2026-11-23T10:00:00Z",
    "90s,2026-11-23T11:58:30Z",
    "3d,2026-11-20T12:00:00Z"
  })
  void timesAreReadAsPeopleWriteThem(String text, Instant expected) {
    assertThat(Moment.parse(text, NOW, TOKYO)).isEqualTo(new Moment.At(expected));
  }

  @Test
  void earliestIsNoTime() {
    assertThat(Moment.parse("earliest", NOW, TOKYO)).isEqualTo(new Moment.Earliest());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "latest", "2026-11-22", "10:00", "yesterday", "2w"})
  void whatIsNoTimeIsRefusedWithWhatIs(String text) {
    assertThatThrownBy(() -> Moment.parse(text, NOW, TOKYO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "' is no time: write 2026-11-22T10:00+09:00");
  }
}
