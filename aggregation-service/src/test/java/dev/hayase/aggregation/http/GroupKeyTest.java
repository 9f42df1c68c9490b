package dev.hayase.aggregation.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hayase.engine.value.Layout;
import dev.hayase.engine.value.Row;
import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.event.wire.MalformedRecordException;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupKeyTest {
  private static final Layout ONE = new Layout(List.of(Column.nullable("n", ColumnType.INT64)));
  private static final Layout TWO =
      new Layout(
          List.of(
              Column.nullable("plan", ColumnType.STRING), Column.nullable("day", ColumnType.DATE)));

  @Test
  void theKeyOfOneColumnIsItsValue() {
    assertThat(GroupKey.parse(ONE, "17")).isEqualTo(new Row(17L));
    assertThat(GroupKey.parse(ONE, "[17]")).isEqualTo(new Row(17L));
  }

  @Test
  void theKeyOfSeveralIsAnArray() {
    assertThat(GroupKey.parse(TWO, "[\"b\",\"2024-01-02\"]"))
        .isEqualTo(new Row("b", LocalDate.of(2024, 1, 2)));
    assertThat(GroupKey.parse(TWO, "[null,\"2024-01-02\"]"))
        .isEqualTo(new Row(null, LocalDate.of(2024, 1, 2)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"b", "[\"b\"]", "[", "[\"b\",\"soon\"]", "[1,2,3]"})
  void whatIsNoKeyIsRefused(String text) {
    assertThatThrownBy(() -> GroupKey.parse(TWO, text))
        .isInstanceOf(MalformedRecordException.class);
  }
}
