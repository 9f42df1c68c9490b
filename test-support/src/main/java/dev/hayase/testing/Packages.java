package dev.hayase.testing;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.AbstractClassesTransformer;
import java.util.stream.Collectors;

/// The packages that hold the classes.
final class Packages extends AbstractClassesTransformer<JavaPackage> {
  Packages() {
    super("packages");
  }

  @Override
  public Iterable<JavaPackage> doTransform(JavaClasses classes) {
    return classes.stream().map(JavaClass::getPackage).collect(Collectors.toSet());
  }
}
