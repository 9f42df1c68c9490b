package dev.hayase.cli.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourcesTextTest {
  private static final String FIRST =
      """
      {"sources": [
        {"source": "school", "state": "standby", "reason": "", "warnings": [], "tables": []},
        {"source": "shop", "state": "failed", "reason": "The slot is gone. Run: this.",
         "warnings": ["the disk is nearly full"], "log": {"lagBytes": 1048576, "heldBytes": 3221225472,
         "bytesPerSecond": 512.4, "runwaySeconds": 18000}, "tables": []}]}
      """;
  private static final String SECOND =
      """
      {"sources": [
        {"source": "school", "state": "snapshot", "reason": "", "warnings": [],
         "log": {"lagBytes": 100, "lagSeconds": 1.5, "heldBytes": 200, "bytesPerSecond": null,
         "runwaySeconds": null}, "snapshot": {"rowsRead": 25, "rowsExpected": 100, "secondsLeft": 90},
         "tables": [{"topic": "school.public.steps", "state": "excluded", "rowsScanned": 0,
         "rowsEstimated": 0, "reason": "It is unlogged."}]},
        {"source": "shop", "state": "standby", "reason": "", "warnings": [], "tables": []}]}
      """;

  @Test
  void replicasMergeIntoOneViewInWhichWhoCapturesKnowsBest() {
    // Given
    List<CapturedSource> said = new ArrayList<>(parse(FIRST, "http://a"));
    said.addAll(parse(SECOND, "http://b"));

    // When
    List<CapturedSource> merged = CapturedSource.merged(said);

    // Then
    assertThat(merged).extracting(CapturedSource::service).containsExactly("http://b", "http://a");
    assertThat(SourcesText.lines(merged))
        .containsExactly(
            "source     state    lag   behind     held  log/s  runway         snapshot  tables",
            "school  snapshot  1.5 s    100 B    200 B      -       -  25 %, 90 s left       1",
            "shop      failed      -  1.0 MiB  3.0 GiB  512 B     5 h                -       0",
            "school: school.public.steps: It is unlogged.",
            "shop: The slot is gone. Run: this.",
            "shop: the disk is nearly full");
    assertThat(merged).extracting(CapturedSource::needsHelp).containsExactly(false, true);
  }

  @Test
  void aSourceThatNobodyCapturesIsSaid() {
    List<CapturedSource> merged = CapturedSource.merged(parse(FIRST, "http://a"));
    assertThat(SourcesText.lines(merged).get(3)).startsWith("school: No replica that answered");
    assertThat(merged.getFirst().needsHelp()).isTrue();
  }

  private static List<CapturedSource> parse(String json, String service) {
    return CapturedSource.parse(json.getBytes(StandardCharsets.UTF_8), service);
  }
}
