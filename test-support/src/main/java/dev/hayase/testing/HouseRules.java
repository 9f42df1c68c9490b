package dev.hayase.testing;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.Predefined;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/// The rules of the house, as tests that a module runs in three lines:
///
/// ```java
/// @TestFactory
/// Stream<DynamicTest> theHouseRulesHold() {
///   return HouseRules.service("dev.hayase.loader");
/// }
/// ```
///
/// Every rule says why it is there; CONTRIBUTING.md has them in words.
public final class HouseRules {
  private HouseRules() {}

  /// For a module that only thinks: no I/O, no clock, no chance, nothing but the JDK and codecs.
  public static Stream<DynamicTest> pure(String rootPackage) {
    return tests(rootPackage, FormRules.ALL, RoomRules.pureModule(rootPackage));
  }

  /// For a module that touches the machine, but is no service: tools, the emulator, this module.
  public static Stream<DynamicTest> tool(String rootPackage) {
    return tests(rootPackage, FormRules.ALL, List.of());
  }

  /// For a service: its rooms are pure, or named for the outside system that they touch.
  public static Stream<DynamicTest> service(String rootPackage) {
    return tests(rootPackage, FormRules.ALL, RoomRules.service(rootPackage));
  }

  private static Stream<DynamicTest> tests(
      String rootPackage, List<ArchRule> form, List<ArchRule> rooms) {
    // Read once: what they refer to, which is read, too, is most of it.
    JavaClasses all = new ClassFileImporter().importPackages(rootPackage);
    JavaClasses main = all.that(areFrom(Predefined.DO_NOT_INCLUDE_TESTS));
    JavaClasses tests = all.that(areFrom(Predefined.ONLY_INCLUDE_TESTS));
    if (main.isEmpty()) {
      throw new IllegalArgumentException(
          "No classes below " + rootPackage + ": is the name right?");
    }
    return Stream.of(
            form.stream().map(rule -> test(rule, main)),
            rooms.stream().map(rule -> test(rule, main)),
            TestRules.ALL.stream().map(rule -> test(rule, tests)))
        .flatMap(each -> each);
  }

  private static DescribedPredicate<JavaClass> areFrom(ImportOption option) {
    return DescribedPredicate.describe(
        "from " + option,
        each -> each.getSource().filter(s -> option.includes(Location.of(s.getUri()))).isPresent());
  }

  private static DynamicTest test(ArchRule rule, JavaClasses classes) {
    return DynamicTest.dynamicTest(
        rule.getDescription(), () -> rule.allowEmptyShould(true).check(classes));
  }
}
