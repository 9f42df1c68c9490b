package dev.hayase.testing;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Rules for what may be used where.
///
/// A *room* is a package. An *edge* is named for the outside system that it touches, and no other
/// room imports that system's libraries. Every other room below a service's root is *pure*.
final class RoomRules {
  /// What a pure room may use beside its service's other pure rooms: what crosses Kafka, what a
  /// user wrote, and codecs.
  private static final String[] HARMLESS = {
    "java..",
    "dev.hayase.event..",
    "dev.hayase.engine..",
    "dev.hayase.pipeline..",
    "dev.hayase.records..",
    "org.jspecify..",
    "com.fasterxml.jackson..",
    "tools.jackson..",
    "com.google.protobuf..",
    "org.apache.avro.."
  };

  /// What a service's pure rooms may use as well: they say what they do, reckon pauses and rates,
  /// and encrypt.
  private static final String[] HARMLESS_IN_SERVICES = {
    "org.slf4j..",
    "io.github.resilience4j.core..",
    "io.github.resilience4j.ratelimiter..",
    "javax.crypto..",
    "com.networknt.."
  };

  /// The parts of the JDK that reach outside.
  private static final String[] TOUCHING = {
    "java.net.http..", "java.nio.channels..", "java.nio.file..", "java.sql.."
  };

  private static final Map<String, Set<String>> LIBRARIES_BY_EDGES =
      Map.ofEntries(
          Map.entry("io.debezium..", Set.of("debezium")),
          Map.entry("org.apache.kafka.connect..", Set.of("debezium")),
          Map.entry("org.apache.kafka.clients..", Set.of("kafka", "streams")),
          Map.entry("org.springframework.kafka..", Set.of("kafka")),
          Map.entry("com.google.cloud..", Set.of("bigquery")),
          Map.entry("com.google.api..", Set.of("bigquery")),
          Map.entry("io.grpc..", Set.of("bigquery")),
          Map.entry("org.apache.avro..", Set.of("avro")),
          Map.entry("jakarta.servlet..", Set.of("http")),
          Map.entry("io.micrometer..", Set.of("micrometer")),
          Map.entry("io.prometheus..", Set.of("micrometer")));

  /// Packages that are no pure rooms: edges, what speaks to the operator over HTTP, and the process
  /// that a service is.
  private static final String[] EDGES = {
    "bigquery",
    "debezium",
    "http",
    "journal",
    "kafka",
    "keyfile",
    "micrometer",
    "mysql",
    "postgres",
    "process",
    "registry",
    "streams",
    "actuate"
  };

  /// What makes a result depend on when and where it is computed.
  private static final Map<String, Set<String>> CLOCKS_AND_CHANCE =
      Map.ofEntries(
          Map.entry("java.lang.System", Set.of("currentTimeMillis", "nanoTime", "getenv")),
          Map.entry("java.lang.Thread", Set.of("sleep", "start", "startVirtualThread")),
          Map.entry("java.lang.Math", Set.of("random")),
          Map.entry("java.time.Clock", Set.of("systemUTC", "systemDefaultZone", "system")),
          Map.entry("java.time.Instant", Set.of("now")),
          Map.entry("java.time.InstantSource", Set.of("system")),
          Map.entry("java.time.LocalDate", Set.of("now")),
          Map.entry("java.time.LocalDateTime", Set.of("now")),
          Map.entry("java.time.OffsetDateTime", Set.of("now")),
          Map.entry("java.time.ZonedDateTime", Set.of("now")),
          Map.entry("java.util.UUID", Set.of("randomUUID")),
          Map.entry("java.util.Random", Set.of("<init>")),
          Map.entry("java.security.SecureRandom", Set.of("<init>")),
          Map.entry("java.util.concurrent.ThreadLocalRandom", Set.of("current")));

  private RoomRules() {}

  static List<ArchRule> service(String rootPackage) {
    var rules = new ArrayList<ArchRule>();
    LIBRARIES_BY_EDGES.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> rules.add(onlyEdgesUse(entry.getKey(), entry.getValue())));
    DescribedPredicate<JavaClass> pure = pureRooms(rootPackage);
    rules.add(usesOnlyHarmless(pure, pure.or(resideInAnyPackage(HARMLESS_IN_SERVICES))));
    rules.add(readsNoClock(pure));
    return rules;
  }

  static List<ArchRule> pureModule(String rootPackage) {
    DescribedPredicate<JavaClass> all = resideInAPackage(rootPackage + "..");
    return List.of(usesOnlyHarmless(all, all), readsNoClock(all));
  }

  private static ArchRule onlyEdgesUse(String library, Set<String> edges) {
    String[] rooms = edges.stream().map(edge -> ".." + edge + "..").toArray(String[]::new);
    return noClasses()
        .that(not(resideInAnyPackage(rooms)).and(not(Wiring.CLASSES)))
        .should()
        .dependOnClassesThat(resideInAPackage(library))
        .as(
            "only "
                + String.join(" and ", edges.stream().sorted().toList())
                + " may use "
                + library)
        .because("a library that changes, or is exchanged, must change one room only");
  }

  private static ArchRule usesOnlyHarmless(
      DescribedPredicate<JavaClass> rooms, DescribedPredicate<JavaClass> neighbours) {
    return classes()
        .that(rooms)
        .should()
        .onlyDependOnClassesThat(
            neighbours
                .or(resideInAnyPackage(HARMLESS).and(not(resideInAnyPackage(TOUCHING))))
                .or(describe("primitive arrays", c -> c.getBaseComponentType().isPrimitive())))
        .as("pure rooms use the JDK, event-model, pipeline, records, codecs and each other only")
        .because(
            "what is hard to get right must be testable without a broker, a database or a network");
  }

  private static ArchRule readsNoClock(DescribedPredicate<JavaClass> rooms) {
    return noClasses()
        .that(rooms)
        .should()
        .callCodeUnitWhere(asksForTimeOrChance())
        .as("pure rooms read no clock, draw no lots, start no thread and do not sleep")
        .because(
            "a decision must come out the same in a test; pass an InstantSource or the value itself");
  }

  private static DescribedPredicate<JavaClass> pureRooms(String rootPackage) {
    String[] edges = new String[EDGES.length];
    for (int i = 0; i < edges.length; i++) {
      edges[i] = rootPackage + "." + EDGES[i] + "..";
    }
    return resideInAPackage(rootPackage + ".*..").and(not(resideInAnyPackage(edges)));
  }

  private static DescribedPredicate<JavaCall<?>> asksForTimeOrChance() {
    return describe(
        "ask for time or chance",
        call -> {
          var target = call.getTarget();
          return CLOCKS_AND_CHANCE
              .getOrDefault(target.getOwner().getFullName(), Set.of())
              .contains(target.getName());
        });
  }
}
