package dev.hayase.engine.measure;

import dev.hayase.engine.value.OrderedReader;
import dev.hayase.engine.value.OrderedWriter;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// The sum of values of one type, and how many they are. Nothing is rounded within, so that what is
/// taken back leaves no trace, in whatever order it came.
interface ExactSum {
  void read(OrderedReader in);

  void write(OrderedWriter out);

  void add(Object value, int weight);

  /// The sum as a number; null when it is none, as with an infinity among the values.
  @Nullable BigDecimal exact();

  /// What the sum is when it is no number.
  double special();

  boolean isEmpty();
}
