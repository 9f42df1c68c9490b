package dev.hayase.testing;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.all;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMembers;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;

/// Rules for the form of main code, whatever it does.
final class FormRules {
  /// Have "shaded" in their names and are published to be used: the builders, and the channels and
  /// event loops that the builders take.
  private static final String GRPC_TRANSPORT = "io.grpc.netty.shaded.io.grpc.netty..";

  private static final String GRPC_CHANNELS = "io.grpc.netty.shaded.io.netty.channel..";

  private static final Set<String> LEVELS = Set.of("trace", "debug", "info", "warn", "error");

  static final ArchRule NO_CYCLES =
      slices()
          .assignedFrom(new PackageSlices())
          .should()
          .beFreeOfCycles()
          .ignoreDependency(Wiring.CLASSES, alwaysTrue())
          .as("packages are free of cycles")
          .because(
              "a newcomer must be able to read one room without the others; only the application that"
                  + " wires them may know them all");

  static final ArchRule NO_BUCKET_NAMES =
      noClasses()
          .should()
          .haveNameMatching(".*[.$](Abstract|Base)[A-Z]\\w*|.*(Utils?|Helpers?|Manager|Impl)")
          .as("no class is named Util, Helper, Manager, Impl, Abstract or Base")
          .because("what cannot be named for what it is does not exist yet");

  static final ArchRule CONSTRUCTOR_INJECTION =
      noMembers()
          .that(describe("are no constructors", member -> !(member instanceof JavaConstructor)))
          .should(new BeInjected())
          .as("what a class needs comes through its constructor")
          .because(
              "an object is whole from its first moment, and a test builds it as production does");

  static final ArchRule PROPERTIES_ARE_RECORDS =
      classes()
          .that()
          .areAnnotatedWith("org.springframework.boot.context.properties.ConfigurationProperties")
          .should()
          .beRecords()
          .as("configuration properties are records")
          .because("settings do not change after they were checked");

  static final ArchRule FLUENT_LOGGING =
      noClasses()
          .should()
          .callCodeUnitWhere(fillsBraces())
          .as("logs are written through the fluent API, with key-values instead of {}")
          .because(
              "a message says what happened and its keys say to which, so that logs can be queried:"
                  + " LOG.atInfo().addKeyValue(\"table\", table).log(\"...\")");

  static final ArchRule NO_INTERNALS_OF_OTHERS =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("..shaded..", "..shadow..", "..internal..", "..internals..")
                  .and(not(resideInAnyPackage("dev.hayase..", GRPC_TRANSPORT, GRPC_CHANNELS))))
          .as("no internal or shaded class of a library is used")
          .because("they change without notice");

  static final ArchRule SIGNS_ON_THE_DOORS =
      all(new Packages())
          .should(new BeNullMarked())
          .as("every package has a package-info with @NullMarked")
          .because(
              "NullAway looks only behind such doors, and their first paragraph says what the room is for");

  static final List<ArchRule> ALL =
      List.of(
          NO_CYCLES,
          NO_BUCKET_NAMES,
          CONSTRUCTOR_INJECTION,
          PROPERTIES_ARE_RECORDS,
          FLUENT_LOGGING,
          NO_INTERNALS_OF_OTHERS,
          SIGNS_ON_THE_DOORS);

  private FormRules() {}

  private static DescribedPredicate<JavaCall<?>> fillsBraces() {
    return describe(
        "log without keys",
        call -> {
          var target = call.getTarget();
          return switch (target.getOwner().getFullName()) {
            case "org.slf4j.Logger" -> LEVELS.contains(target.getName());
            case "org.slf4j.spi.LoggingEventBuilder" ->
                target.getName().equals("log") && target.getRawParameterTypes().size() > 1;
            default -> false;
          };
        });
  }
}
