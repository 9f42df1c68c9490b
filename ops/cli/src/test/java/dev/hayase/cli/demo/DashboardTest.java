package dev.hayase.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DashboardTest {
  @Test
  void whatIsNotKnownIsADash() {
    // When
    List<String> lines =
        Dashboard.lines(
            List.of(
                new TableStatus(
                    "learners",
                    OptionalLong.of(12_000),
                    OptionalLong.of(11_999),
                    63.4,
                    OptionalDouble.of(0.402),
                    OptionalDouble.of(1.25),
                    Optional.of(Instant.parse("2026-01-05T08:00:00Z"))),
                new TableStatus(
                    "courses",
                    OptionalLong.of(40),
                    OptionalLong.empty(),
                    0,
                    OptionalDouble.empty(),
                    OptionalDouble.empty(),
                    Optional.empty())),
            Instant.parse("2026-01-05T08:00:02.100Z"),
            ZoneOffset.UTC);

    // Then
    assertThat(lines)
        .containsExactly(
            "table     source  BigQuery  rows/s     p50       p99          complete through",
            "learners  12,000    11,999      63  402 ms  1,250 ms  08:00:00.000 (2.1 s ago)",
            "courses       40         -       0       -         -                         -");
  }
}
