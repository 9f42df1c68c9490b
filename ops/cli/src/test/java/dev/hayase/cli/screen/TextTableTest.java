package dev.hayase.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
  @Test
  void columnsAreAlignedThoughSomeCharactersTakeTwoCells() {
    assertThat(
            new TextTable(
                    List.of("table", "rows"),
                    List.of(List.of("課程", "5"), List.of("learners", "12,000")))
                .lines())
        .containsExactly("table       rows", "課程           5", "learners  12,000");
  }

  @Test
  void barFillsFromTheLeft() {
    assertThat(ProgressBar.of(0, 0, 4)).isEqualTo("[░░░░]   0%");
    assertThat(ProgressBar.of(50, 100, 4)).isEqualTo("[██░░]  50%");
    assertThat(ProgressBar.of(99, 100, 4)).isEqualTo("[███░]  99%");
    assertThat(ProgressBar.of(120, 100, 4)).isEqualTo("[████] 100%");
  }
}
