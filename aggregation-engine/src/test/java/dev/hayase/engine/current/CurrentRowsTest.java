package dev.hayase.engine.current;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.engine.state.MemoryState;
import dev.hayase.engine.value.Layout;
import dev.hayase.engine.value.Row;
import dev.hayase.engine.value.WeightedRows;
import dev.hayase.event.SequenceNumber;
import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CurrentRowsTest {
  private static final Layout LAYOUT =
      new Layout(List.of(Column.nullable("plan", ColumnType.STRING)));

  private final MemoryState state = new MemoryState();
  private final Told told = new Told();

  @Test
  void aChangeTakesBackWhatItReplaces() {
    put(rows(true), "ann", 1, "basic");
    put(rows(true), "ann", 2, "pro");
    rows(true).delete(bytes("ann"), seq(3), told);
    assertThat(told.lines)
        .containsExactly("1 ann@1 basic", "-1 ann@1 basic", "1 ann@2 pro", "-1 ann@2 pro");
  }

  @Test
  void whatWasDeliveredBeforeIsPassedOver() {
    put(rows(true), "ann", 1, "basic");
    rows(true).delete(bytes("ann"), seq(2), told);
    put(rows(true), "ann", 1, "basic");
    rows(true).delete(bytes("ann"), seq(2), told);
    assertThat(told.lines).containsExactly("1 ann@1 basic", "-1 ann@1 basic");
  }

  @Test
  void aDeleteOfNothingIsNothing() {
    rows(true).delete(bytes("ann"), seq(1), told);
    assertThat(told.lines).isEmpty();
  }

  @Test
  void aRowThatChangedInNoColumnThatIsReadKeepsItsOrder() {
    put(rows(false), "ann", 1, "basic");
    put(rows(false), "ann", 2, "basic");
    put(rows(false), "ann", 3, "pro");
    assertThat(told.lines).containsExactly("1 ann@1 basic", "-1 ann@1 basic", "1 ann@3 pro");
  }

  @Test
  void aRowThatChangedInNoColumnThatIsReadMovesInTheSourcesOrder() {
    put(rows(true), "ann", 1, "basic");
    put(rows(true), "ann", 2, "basic");
    assertThat(told.lines).containsExactly("1 ann@1 basic", "-1 ann@1 basic", "1 ann@2 basic");
  }

  @Test
  void whatASnapshotDidNotSeeIsTakenBack() {
    put(rows(false), "ann", 1, "basic");
    put(rows(false), "bob", 2, "basic");
    put(rows(false), "ann", 4, "basic");
    rows(false).cutOff(seq(3), told);
    assertThat(told.lines).containsExactly("1 ann@1 basic", "1 bob@2 basic", "-1 bob@2 basic");
  }

  @Test
  void ordersSortAsNumbersDo() {
    List<SequenceNumber> numbers =
        List.of(
            new SequenceNumber(0, 0),
            new SequenceNumber(0, Long.MAX_VALUE),
            new SequenceNumber(1, 255),
            new SequenceNumber(1, 256),
            new SequenceNumber(Long.MAX_VALUE, 0));
    for (int i = 1; i < numbers.size(); i++) {
      assertThat(
              Arrays.compareUnsigned(
                  CurrentRows.order(numbers.get(i - 1)), CurrentRows.order(numbers.get(i))))
          .isNegative();
    }
  }

  private CurrentRows rows(boolean orderCounts) {
    return new CurrentRows(LAYOUT, orderCounts, state);
  }

  private void put(CurrentRows rows, String key, long seq, String plan) {
    rows.put(bytes(key), seq(seq), new Row(plan), told);
  }

  private static byte[] seq(long ordinal) {
    return CurrentRows.order(new SequenceNumber(7, ordinal));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static final class Told implements WeightedRows {
    private final List<String> lines = new ArrayList<>();

    @Override
    public void row(int weight, byte[] id, byte[] order, Row row) {
      assertThat(order).hasSize(16);
      lines.add(
          "%d %s@%d %s"
              .formatted(
                  weight, new String(id, StandardCharsets.UTF_8), order[15] & 0xFF, row.get(0)));
    }
  }
}
