package dev.hayase.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HouseRulesTest {
  private static final String ORDERLY = "dev.hayase.testing.fixture.orderly";
  private static final String UNTIDY = "dev.hayase.testing.fixture.untidy";

  @TestFactory
  Stream<DynamicTest> theHouseRulesHoldHereToo() {
    return HouseRules.tool("dev.hayase.testing")
        .filter(test -> !test.getDisplayName().startsWith("tests "));
  }

  @Test
  void anOrderlyServiceBreaksNoRule() {
    // Given
    JavaClasses classes = new ClassFileImporter().importPackages(ORDERLY);

    // When
    Map<String, List<String>> violations = violations(ORDERLY, classes);

    // Then
    assertThat(violations).isNotEmpty().allSatisfy((_, found) -> assertThat(found).isEmpty());
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          packages are free of cycles                                                          | untidy.batch
          no class is named Util, Helper, Manager, Impl, Abstract or Base                      | StringUtils
          no class is named Util, Helper, Manager, Impl, Abstract or Base                      | BaseLoader
          what a class needs comes through its constructor                                     | Injected.name
          configuration properties are records                                                 | Settings
          logs are written through the fluent API, with key-values instead of {}               | inTheOldForm
          logs are written through the fluent API, with key-values instead of {}               | inTheFluentForm
          no internal or shaded class of a library is used                                     | Burglar
          every package has a package-info with @NullMarked                                    | untidy.unsigned
          only debezium may use org.apache.kafka.connect..                                     | Impure
          only kafka and streams may use org.apache.kafka.clients..                            | Impure
          only bigquery may use com.google.cloud..                                             | Impure
          only micrometer may use io.micrometer..                                              | Impure
          pure rooms use the JDK, event-model, pipeline, records, codecs and each other only  | Impure
          pure rooms use the JDK, event-model, pipeline, records, codecs and each other only  | Knot
          pure rooms read no clock, draw no lots, start no thread and do not sleep             | Impure.now
          tests assert with AssertJ, and their doubles are written by hand                     | Sleeper
          tests wait for conditions, not for time                                              | Sleeper
          """)
  void anUntidyServiceIsToldWhichRuleItBreaksAndWhere(String rule, String offender) {
    // Given
    JavaClasses classes = new ClassFileImporter().importPackages(UNTIDY);

    // When
    Map<String, List<String>> violations = violations(UNTIDY, classes);

    // Then
    assertThat(violations).containsKey(rule);
    assertThat(violations.get(rule)).anySatisfy(line -> assertThat(line).contains(offender));
  }

  @Test
  void aPureModuleMayNotReadTheClock() {
    // Given
    JavaClasses classes = new ClassFileImporter().importPackages(UNTIDY);

    // When
    List<String> violations =
        RoomRules.pureModule(UNTIDY).stream()
            .flatMap(rule -> rule.evaluate(classes).getFailureReport().getDetails().stream())
            .toList();

    // Then
    assertThat(violations)
        .anySatisfy(line -> assertThat(line).contains("Impure.now"))
        .anySatisfy(line -> assertThat(line).contains("Burglar"));
  }

  @Test
  void everyRuleSaysWhy() {
    // Given
    Stream<ArchRule> rules = rules(ORDERLY);

    // When
    List<String> descriptions = rules.map(ArchRule::getDescription).toList();

    // Then
    assertThat(descriptions).allSatisfy(text -> assertThat(text).contains(", because "));
  }

  @Test
  void aPackageWithoutClassesIsAMistakeInTheTest() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HouseRules.service("dev.hayase.nowhere"))
        .withMessageContaining("dev.hayase.nowhere");
  }

  private static Stream<ArchRule> rules(String rootPackage) {
    return Stream.of(FormRules.ALL, RoomRules.service(rootPackage), TestRules.ALL)
        .flatMap(List::stream);
  }

  private static Map<String, List<String>> violations(String rootPackage, JavaClasses classes) {
    var violations = new TreeMap<String, List<String>>();
    rules(rootPackage)
        .forEach(rule ->
            violations.put(
                rule.getDescription().replaceFirst(", because .*", ""),
                rule.allowEmptyShould(true).evaluate(classes).getFailureReport().getDetails()));
    return violations;
  }
}
