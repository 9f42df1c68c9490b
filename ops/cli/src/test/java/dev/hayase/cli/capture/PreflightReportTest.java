package dev.hayase.cli.capture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PreflightReportTest {
  private static final String JSON =
      """
      {"sources": [{"source": "school", "findings": [
        {"severity": "fine", "subject": "version", "problem": "PostgreSQL 18", "remedy": ""},
        {"severity": "%s", "subject": "username", "problem": "'x' may not replicate", "remedy": "Run: that"}]}]}
      """;

  @Test
  void findingsAreLinesWithWhatHelpsBelow() {
    PreflightReport report = PreflightReport.parse(JSON.formatted("error"));
    assertThat(report.lines())
        .containsExactly(
            "school",
            "  ok       version: PostgreSQL 18",
            "  error    username: 'x' may not replicate",
            "           Run: that");
    assertThat(report.canStart()).isFalse();
  }

  @Test
  void aWarningKeepsNoCaptureFromStarting() {
    assertThat(PreflightReport.parse(JSON.formatted("warning")).canStart()).isTrue();
  }
}
