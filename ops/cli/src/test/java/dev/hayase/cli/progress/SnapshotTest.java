package dev.hayase.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SnapshotTest {
  @Test
  void progressIsTheSumOfTheTables() {
    // When
    Snapshot snapshot =
        Snapshot.parse(
            """
            {"sources":[{"source":"school","state":"snapshot","reason":"","epoch":1,"tables":[
              {"topic":"school.public.a","state":"streaming","rowsScanned":120,"rowsEstimated":100,"reason":""},
              {"topic":"school.public.b","state":"waiting","rowsScanned":0,"rowsEstimated":80,"reason":null}]}]}
            """);

    // Then
    assertThat(snapshot.finished()).isFalse();
    assertThat(snapshot.rowsScanned()).isEqualTo(120);
    assertThat(snapshot.rowsExpected()).isEqualTo(200);
    assertThat(snapshot.trouble()).isEmpty();
  }

  @Test
  void failedSourceSaysWhy() {
    assertThat(
            Snapshot.parse(
                    "{\"sources\":[{\"source\":\"school\",\"state\":\"failed\",\"reason\":\"wal_level is replica\",\"tables\":[]}]}")
                .trouble())
        .contains("school: wal_level is replica");
  }

  @Test
  void nothingKnownIsNotFinished() {
    assertThat(Snapshot.parse("{\"sources\":[]}").finished()).isFalse();
  }
}
