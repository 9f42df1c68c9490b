package dev.hayase.testing;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;

/// The classes that put the rooms together, and so must know them all.
final class Wiring {
  static final DescribedPredicate<JavaClass> CLASSES =
      simpleNameEndingWith("Application").or(simpleNameEndingWith("Configuration"));

  private Wiring() {}
}
