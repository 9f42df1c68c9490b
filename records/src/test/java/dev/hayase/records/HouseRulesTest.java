package dev.hayase.records;

import dev.hayase.testing.HouseRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class HouseRulesTest {
  @TestFactory
  Stream<DynamicTest> theHouseRulesHold() {
    return HouseRules.pure("dev.hayase.records");
  }
}
