package dev.hayase.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.cli.verify.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnePlatform.class)
class SchemaChangeEndToEndTest {
  @Test
  void columnAddedWhileRunningArrivesWithItsFirstRows(WholePlatform whole) throws Exception {
    // Given
    whole.execute("INSERT INTO evolving VALUES (1, 'before'), (2, 'before, changed after')");

    // When
    whole.execute(
        "ALTER TABLE evolving ADD COLUMN score numeric(10,2), ADD COLUMN \"When\" timestamptz",
        "INSERT INTO evolving VALUES (3, 'after', 12.5, '2026-01-05 08:00:00+09')",
        "UPDATE evolving SET score = 1 WHERE id = 2",
        "ALTER TABLE evolving ADD COLUMN tags text[]",
        "INSERT INTO evolving VALUES (4, 'later', NULL, NULL, '{a,b}')");

    // Then
    assertThat(whole.verify("evolving")).isEqualTo(new Verdict.Equal(4));
  }
}
