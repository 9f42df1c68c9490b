package dev.hayase.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hayase.cli.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowMergeTest {
  private final List<Difference> differences = new ArrayList<>();

  @Test
  void equalSidesHaveNoDifferences() {
    assertThat(merge(List.of(row(1, "a"), row(2, "b")), List.of(row(1, "a"), row(2, "b"))))
        .isEqualTo(2);
    assertThat(differences).isEmpty();
  }

  @Test
  void missingExtraAndChangedRowsAreToldInOrder() {
    // When
    long equal =
        merge(
            List.of(row(1, "a"), row(2, "b"), row(4, "d"), row(6, "f")),
            List.of(row(2, "b"), row(3, "c"), row(4, "D")));

    // Then
    assertThat(equal).isEqualTo(1);
    assertThat(differences)
        .containsExactly(
            new Difference.Missing(key(1)),
            new Difference.Extra(key(3)),
            new Difference.Changed(
                key(4), List.of(new Difference.ChangedColumn("name", text("d"), text("D")))),
            new Difference.Missing(key(6)));
  }

  @Test
  void rowThatBigQueryHasTwiceIsOneTooMany() {
    // When
    long equal =
        merge(List.of(row(1, "a"), row(2, "b")), List.of(row(1, "a"), row(1, "a"), row(2, "b")));

    // Then
    assertThat(equal).isEqualTo(2);
    assertThat(differences).containsExactly(new Difference.Extra(key(1)));
  }

  @Test
  void emptySideIsAllMissingOrAllExtra() {
    merge(List.of(row(1, "a")), List.of());
    merge(List.of(), List.of(row(2, "b")));
    assertThat(differences)
        .containsExactly(new Difference.Missing(key(1)), new Difference.Extra(key(2)));
  }

  @Test
  void rowsOutOfOrderAreRefusedInsteadOfComparedWrongly() {
    assertThatThrownBy(() -> merge(List.of(row(2, "b"), row(1, "a")), List.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the source gave the key [1] after [2]");
  }

  @Test
  void textIsOrderedByCodePointAsBothDatabasesDo() {
    // Given: U+1F393 is above U+FF21, though its UTF-16 form starts with a lower unit
    List<Value> wide = List.of(text("\uFF21"));
    List<Value> emoji = List.of(text("🎓"));

    // Then
    assertThat(KeyOrder.ORDER.compare(wide, emoji)).isNegative();
    assertThat(KeyOrder.ORDER.compare(List.of(text("B")), List.of(text("a")))).isNegative();
    assertThat(KeyOrder.ORDER.compare(List.of(text("a")), List.of(text("ab")))).isNegative();
  }

  private long merge(List<TableRow> source, List<TableRow> bigQuery) {
    return new RowMerge(List.of("id", "name"), source.iterator(), bigQuery.iterator())
        .run(differences::add);
  }

  private static TableRow row(int id, String name) {
    return new TableRow(key(id), List.of(number(id), text(name)));
  }

  private static List<Value> key(int id) {
    return List.of(number(id));
  }

  private static Value number(int value) {
    return new Value.Exact(BigDecimal.valueOf(value));
  }

  private static Value text(String value) {
    return new Value.Text(value);
  }
}
