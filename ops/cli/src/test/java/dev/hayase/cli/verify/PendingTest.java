package dev.hayase.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.cli.value.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

class PendingTest {
  @Test
  void whatDiffersAsBeforeStandsAndWhatDiffersInAnotherWayDoesNot() {
    // Given
    Pending before = new Pending();
    before.add(new Difference.Missing(key("a")));
    before.add(changed("b", "1", "2"));
    before.add(changed("c", "1", "2"));
    Pending now = new Pending();
    now.add(new Difference.Missing(key("a")));
    now.add(changed("b", "1", "3"));
    now.add(changed("c", "1", "2"));
    now.add(new Difference.Extra(key("d")));

    // When
    Pending standing = now.standing(before);

    // Then
    assertThat(standing.keys()).containsExactly(key("a"), key("c"));
    assertThat(standing.missing()).isOne();
    assertThat(standing.changed()).isOne();
    assertThat(standing.extra()).isZero();
  }

  @Test
  void nullsComeFirstInTheOrderOfKeys() {
    assertThat(KeyOrder.ORDER.compare(List.of(Value.ABSENT), key("a"))).isNegative();
    assertThat(KeyOrder.ORDER.compare(key("a"), List.of(Value.ABSENT))).isPositive();
    assertThat(KeyOrder.ORDER.compare(List.of(Value.ABSENT), List.of(Value.ABSENT))).isZero();
  }

  private static Difference changed(String key, String source, String bigQuery) {
    return new Difference.Changed(
        key(key),
        List.of(
            new Difference.ChangedColumn(
                "name", new Value.Text(source), new Value.Text(bigQuery))));
  }

  private static List<Value> key(String key) {
    return List.of(new Value.Text(key));
  }
}
