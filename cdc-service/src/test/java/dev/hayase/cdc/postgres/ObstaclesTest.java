package dev.hayase.cdc.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ObstaclesTest {
  @Test
  void aKeyOrTheWholeRowIsEnoughForAMirror() {
    assertThat(Obstacles.of(table(List.of("id"), "d", List.of()), false, "\"r\"")).isEmpty();
    assertThat(Obstacles.of(table(List.of(), "f", List.of()), false, "\"r\"")).isEmpty();
    assertThat(Obstacles.of(table(List.of("id"), "f", List.of()), true, "\"r\"")).isEmpty();
  }

  @Test
  void withoutEitherTheStatementIsNamedAlsoForEachPartition() {
    assertThat(Obstacles.of(table(List.of(), "d", List.of()), false, "\"r\""))
        .endsWith("Add a primary key, or run: ALTER TABLE public.t REPLICA IDENTITY FULL;");
    assertThat(Obstacles.of(table(List.of("id"), "df", List.of("p1", "p2")), true, "\"r\""))
        .endsWith(
            "Run: ALTER TABLE p1 REPLICA IDENTITY FULL; ALTER TABLE p2 REPLICA IDENTITY FULL;");
  }

  @Test
  void anIdentityThatHidesTheKeyIsAnObstacle() {
    assertThat(Obstacles.of(table(List.of("id"), "n", List.of()), false, "\"r\""))
        .endsWith("Run: ALTER TABLE public.t REPLICA IDENTITY DEFAULT;");
    assertThat(Obstacles.of(table(List.of("id"), "i", List.of()), false, "\"r\""))
        .endsWith("Run: ALTER TABLE public.t REPLICA IDENTITY DEFAULT;");
  }

  private static TableFacts table(List<String> key, String identities, List<String> unfitLeaves) {
    return new TableFacts(
        "public",
        "t",
        "public.t",
        false,
        true,
        key,
        identities,
        unfitLeaves,
        List.of(),
        List.of(),
        0);
  }
}
