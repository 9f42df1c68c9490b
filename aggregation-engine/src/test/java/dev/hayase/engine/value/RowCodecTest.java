package dev.hayase.engine.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RowCodecTest {
  @ParameterizedTest
  @EnumSource
  void bytesSortAsTheValuesDo(ColumnType type) {
    List<byte[]> encoded = new ArrayList<>();
    encoded.add(encode(type, null));
    Sample.ascending(type).forEach(value -> encoded.add(encode(type, value)));
    for (int i = 1; i < encoded.size(); i++) {
      assertThat(Arrays.compareUnsigned(encoded.get(i - 1), encoded.get(i)))
          .as("value %s of %s", i, encoded.size())
          .isNegative();
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyValueComesBack(ColumnType type) {
    for (Object value : Sample.ascending(type)) {
      Column column = Sample.column(type);
      RowCodec codec = new RowCodec(new Layout(List.of(column)));
      assertThat(codec.decode(codec.encode(new Row(value))).get(0)).isEqualTo(value);
    }
  }

  @Test
  void whatIsEqualInSqlIsOne() {
    assertThat(encode(ColumnType.FLOAT64, -0.0)).isEqualTo(encode(ColumnType.FLOAT64, 0.0));
    assertThat(encode(ColumnType.FLOAT64, Double.longBitsToDouble(0xFFF8_0000_0000_0001L)))
        .isEqualTo(encode(ColumnType.FLOAT64, Double.NaN));
    assertThat(encode(ColumnType.NUMERIC, new BigDecimal("1.00")))
        .isEqualTo(encode(ColumnType.NUMERIC, new BigDecimal("1")));
    assertThat(encode(ColumnType.NUMERIC, new BigDecimal("1E+2")))
        .isEqualTo(encode(ColumnType.NUMERIC, new BigDecimal("100.0")));
    assertThat(encode(ColumnType.NUMERIC, new BigDecimal("0.000")))
        .isEqualTo(encode(ColumnType.NUMERIC, BigDecimal.ZERO));
  }

  @Property
  void rowsComeBack(@ForAll("rows") Rows rows) {
    RowCodec codec = new RowCodec(rows.layout);
    assertThat(codec.decode(codec.encode(rows.left))).isEqualTo(rows.left);
  }

  @Property
  void theFirstValuesArePrefix(@ForAll("rows") Rows rows) {
    List<Column> first = rows.layout.columns().subList(0, rows.layout.size() - 1);
    byte[] whole = new RowCodec(rows.layout).encode(rows.left);
    byte[] prefix = new RowCodec(new Layout(first)).encode(rows.left);
    assertThat(Arrays.copyOf(whole, prefix.length)).isEqualTo(prefix);
  }

  @Property
  void bytesAreOneExactlyIfTheValuesAre(@ForAll("rows") Rows rows) {
    RowCodec codec = new RowCodec(rows.layout);
    assertThat(Arrays.equals(codec.encode(rows.left), codec.encode(rows.right)))
        .isEqualTo(rows.left.equals(rows.right));
  }

  @Property
  void whatFollowsNeverChangesTheOrder(@ForAll("rows") Rows rows) {
    RowCodec codec = new RowCodec(rows.layout);
    byte[] left = codec.encode(rows.left);
    byte[] right = codec.encode(rows.right);
    int order = Integer.signum(Arrays.compareUnsigned(left, right));
    if (order != 0) {
      byte[] more = Arrays.copyOf(left, left.length + 1);
      more[left.length] = (byte) 0xFF;
      assertThat(Integer.signum(Arrays.compareUnsigned(more, right))).isEqualTo(order);
    }
  }

  @Provide
  Arbitrary<Rows> rows() {
    return Arbitraries.of(Sample.columns())
        .list()
        .uniqueElements()
        .ofMinSize(1)
        .ofMaxSize(4)
        .flatMap(columns ->
            Combinators.combine(row(columns), row(columns))
                .as((left, right) -> new Rows(new Layout(columns), left, right)));
  }

  private static Arbitrary<Row> row(List<Column> columns) {
    return Combinators.combine(columns.stream().map(Sample::values).toList())
        .as(values -> new Row(values.toArray()));
  }

  private static byte[] encode(ColumnType type, @Nullable Object value) {
    return new RowCodec(new Layout(List.of(Sample.column(type)))).encode(new Row(value));
  }

  record Rows(Layout layout, Row left, Row right) {}
}
