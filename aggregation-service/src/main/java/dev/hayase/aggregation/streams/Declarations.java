package dev.hayase.aggregation.streams;

import dev.hayase.aggregation.kafka.HaltException;
import dev.hayase.aggregation.kafka.NotYetException;
import dev.hayase.aggregation.kafka.PlanRegister;
import dev.hayase.engine.plan.PlanChange;
import dev.hayase.engine.plan.StageNames;
import dev.hayase.event.aggregation.Build;
import dev.hayase.event.aggregation.Rebuild;
import dev.hayase.event.topic.Topics;
import java.util.Optional;

/// By which declaration a build runs: the pipeline file's, or, where that means something else than
/// the state that is there, the one that the build was made from. So a changed file stops nothing,
/// and instances whose files differ run the same.
final class Declarations {
  private final Planning planning;
  private final PlanRegister register;

  Declarations(Planning planning, PlanRegister register) {
    this.planning = planning;
    this.register = register;
  }

  /// @param newer empty when the build is by the pipeline file
  record Chosen(Declared declared, Optional<Newer> newer) {}

  /// The pipeline file says something else than a build is made from.
  ///
  /// @param reason what differs, and why the build goes on by its own declaration
  /// @param remedy how the file's comes into effect
  record Newer(String reason, String remedy) {}

  /// Throws what [Planning] throws.
  Chosen choose(String name, int generation) {
    Optional<Build> build = register.build(name, generation);
    return build.isPresent()
        ? continued(name, build.get())
        : new Chosen(begun(name, generation), Optional.empty());
  }

  private Declared begun(String name, int generation) {
    Declared declared = planning.plan(name);
    boolean another =
        register
            .standing(name)
            .rebuild()
            .filter(order -> order.generation() == generation)
            .flatMap(Rebuild::declaration)
            .filter(ordered -> !declared.declaration().equals(Optional.of(ordered)))
            .isPresent();
    if (another) {
      throw new NotYetException(
          "Another declaration of it is ordered than this instance's pipeline file has: start every"
              + " instance with the file that was ordered by");
    }
    new StageNames(declared.plan()).sources().forEach(this::requireTold);
    return declared;
  }

  /// Whoever begins by the file reads the results of others as the file declares them.
  private void requireTold(String source) {
    Optional<String> other = Topics.aggregationOf(source);
    if (other.flatMap(register::live).isPresent()
        && choose(other.get(), register.standing(other.get()).live()).newer().isPresent()) {
      throw new NotYetException(
          "It reads %s, whose results are those of an earlier declaration: ./hayase aggregation rebuild %s comes first"
              .formatted(source, other.get()));
    }
  }

  private Chosen continued(String name, Build build) {
    Newer newer;
    try {
      Declared declared = planning.plan(name);
      if (!(change(build, declared) instanceof PlanChange.Rebuild rebuild)) {
        return new Chosen(declared, Optional.empty());
      }
      newer = newer(name, rebuild);
    } catch (HaltException e) {
      if (build.declaration().isEmpty()) {
        throw e;
      }
      newer =
          new Newer(
              "What the pipeline file declares cannot be built: " + e.getMessage(), e.remedy());
    } catch (NotYetException e) {
      if (build.declaration().isEmpty()) {
        throw e;
      }
      newer =
          new Newer(
              "What the pipeline file declares cannot be built yet: " + e.getMessage(),
              "Build it anew (./hayase aggregation rebuild %s) when that is there".formatted(name));
    }
    return new Chosen(kept(name, build, newer), Optional.of(newer));
  }

  private static Newer newer(String name, PlanChange.Rebuild rebuild) {
    return new Newer(
        "It is declared in another way than its state was built by: "
            + String.join("; ", rebuild.why()),
        "Build it anew (./hayase aggregation rebuild %s), or declare it as it was".formatted(name));
  }

  private Declared kept(String name, Build build, Newer newer) {
    if (build.declaration().isEmpty()) {
      throw new HaltException(newer.reason(), newer.remedy());
    }
    Declared kept;
    try {
      kept = planning.plan(name, build);
    } catch (HaltException e) {
      throw neither(newer, String.valueOf(e.getMessage()));
    }
    if (change(build, kept) instanceof PlanChange.Rebuild rebuild) {
      throw neither(newer, String.join("; ", rebuild.why()));
    }
    return kept;
  }

  private static HaltException neither(Newer newer, String why) {
    return new HaltException(
        newer.reason() + ". By the declaration that it was built by it cannot run on: " + why,
        newer.remedy());
  }

  private static PlanChange change(Build build, Declared declared) {
    return PlanChange.between(PlanRegister.parts(build), declared.parts());
  }
}
