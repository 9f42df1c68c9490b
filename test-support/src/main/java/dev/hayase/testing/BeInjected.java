package dev.hayase.testing;

import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;

final class BeInjected extends ArchCondition<JavaMember> {
  private static final List<String> ANNOTATIONS =
      List.of(
          "org.springframework.beans.factory.annotation.Autowired",
          "org.springframework.beans.factory.annotation.Value",
          "jakarta.annotation.Resource",
          "jakarta.inject.Inject");

  BeInjected() {
    super("be injected");
  }

  @Override
  public void check(JavaMember item, ConditionEvents events) {
    boolean injected = ANNOTATIONS.stream().anyMatch(item::isAnnotatedWith);
    events.add(
        new SimpleConditionEvent(
            item, injected, item.getDescription() + (injected ? " is" : " is not") + " injected"));
  }
}
