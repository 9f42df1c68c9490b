package dev.hayase.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.local.process.ChildProcess;
import dev.hayase.local.process.FreePort;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Two replicas of the service, and what becomes of a source when one of them goes.
class SharingTest {
  private final School one = Lab.school();
  private final School other = Lab.school();
  private final int firstPort = FreePort.next();
  private final int secondPort = FreePort.next();

  @AfterEach
  void end() {
    one.close();
    other.close();
  }

  @Test
  void eachSourceHasOneReplicaAndTheOtherTakesOverWhatADeadOneLeaves() {
    // Given
    one.beside(other)
        .sql("CREATE TABLE steps (id int PRIMARY KEY)", "INSERT INTO steps VALUES (1)");
    other.sql("CREATE TABLE steps (id int PRIMARY KEY)", "INSERT INTO steps VALUES (1)");
    ChildProcess first = one.service(firstPort);
    awaitState(firstPort, one, "streaming");
    awaitState(firstPort, other, "streaming");

    // When
    one.service(secondPort);

    // Then
    Awaitility.await()
        .atMost(School.PATIENCE)
        .untilAsserted(() -> {
          List<String> states =
              List.of(
                  Probe.state(firstPort, one.name()) + "," + Probe.state(secondPort, one.name()),
                  Probe.state(firstPort, other.name())
                      + ","
                      + Probe.state(secondPort, other.name()));
          assertThat(states).containsExactlyInAnyOrder("streaming,standby", "standby,streaming");
        });
    assertThat(Probe.status(firstPort, "health/readiness")).isEqualTo(200);
    assertThat(Probe.status(secondPort, "health/readiness")).isEqualTo(200);

    // When
    first.kill();
    one.sql("INSERT INTO steps VALUES (2)");
    other.sql("INSERT INTO steps VALUES (2)");

    // Then
    awaitState(secondPort, one, "streaming");
    awaitState(secondPort, other, "streaming");
    assertWhole(one, 2);
    assertWhole(other, 2);
  }

  @Test
  void aReplicaThatLeavesHandsOverAndOneThatWasFrozenIsFenced() {
    // Given
    one.sql("CREATE TABLE steps (id int PRIMARY KEY)", "INSERT INTO steps VALUES (1)");
    ChildProcess first = one.service(firstPort);
    awaitState(firstPort, one, "streaming");
    ChildProcess second = one.service(secondPort);
    awaitState(secondPort, one, "standby");

    // When
    first.stop(Duration.ofSeconds(20));
    one.sql("INSERT INTO steps VALUES (2)");

    // Then
    awaitState(secondPort, one, "streaming");
    assertWhole(one, 2);

    // When
    one.service(firstPort);
    awaitState(firstPort, one, "standby");
    second.freeze();
    one.sql("INSERT INTO steps VALUES (3)");
    awaitState(firstPort, one, "streaming");
    assertWhole(one, 3);
    second.thaw();

    // Then
    awaitState(secondPort, one, "standby");
    one.sql("INSERT INTO steps VALUES (4)");
    assertWhole(one, 4);
    assertThat(Probe.state(firstPort, one.name())).isEqualTo("streaming");
  }

  private static void awaitState(int port, School school, String state) {
    Awaitility.await()
        .atMost(School.PATIENCE)
        .until(() -> Probe.state(port, school.name()).equals(state));
  }

  /// One snapshot, whose three starts and three ends stand around its only row, and every row once.
  private static void assertWhole(School school, int rows) {
    List<Received> records = school.awaitRecords("steps", 6 + rows);
    assertThat(records)
        .filteredOn(r -> !r.isControl())
        .extracting(r -> r.value().get("after").get("id").asInt())
        .containsExactlyElementsOf(IntStream.rangeClosed(1, rows).boxed().toList());
    assertThat(records)
        .extracting(r -> r.sequence().ordinal())
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 6 + rows).boxed().toList());
  }
}
