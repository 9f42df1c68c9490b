package dev.hayase.testing;

import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

final class BeNullMarked extends ArchCondition<JavaPackage> {
  BeNullMarked() {
    super("be @NullMarked");
  }

  @Override
  public void check(JavaPackage item, ConditionEvents events) {
    boolean marked =
        item.tryGetPackageInfo().map(sign -> sign.isAnnotatedWith(NullMarked.class)).orElse(false);
    events.add(
        new SimpleConditionEvent(
            item, marked, item.getName() + (marked ? " is" : " is not") + " @NullMarked"));
  }
}
