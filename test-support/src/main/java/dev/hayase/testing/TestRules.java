package dev.hayase.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;
import java.time.Duration;
import java.util.List;

/// Rules for test code.
final class TestRules {
  static final ArchRule ASSERTJ_ONLY =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("org.junit.jupiter.api.Assertions")
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage("org.mockito..", "org.hamcrest..", "org.junit")
          .as("tests assert with AssertJ, and their doubles are written by hand")
          .because(
              "one way to say it is enough, and a double that knows its contract fails where a mock agrees");

  static final ArchRule NO_SLEEP =
      noClasses()
          .should()
          .callMethod(Thread.class, "sleep", long.class)
          .orShould()
          .callMethod(Thread.class, "sleep", Duration.class)
          .as("tests wait for conditions, not for time")
          .because(
              "a slow machine would fail them, and a fast one would wait for nothing; Awaitility waits for a condition");

  static final List<ArchRule> ALL = List.of(ASSERTJ_ONLY, NO_SLEEP);

  private TestRules() {}
}
