package dev.hayase.engine.group;

import dev.hayase.engine.expression.EvaluationException;
import dev.hayase.engine.expression.Expression;
import dev.hayase.engine.measure.Items;
import dev.hayase.engine.value.OrderedWriter;
import dev.hayase.engine.value.Row;
import dev.hayase.engine.value.RowCodec;
import dev.hayase.engine.window.Window;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// From what was computed of a group to the row of the output.
final class Results {
  private static final long NANOS_PER_MICRO = 1000;

  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

  private final GroupPlan plan;
  private final RowCodec output;
  private final int keySize;
  private final int headSize;

  Results(GroupPlan plan) {
    this.plan = plan;
    this.output = new RowCodec(plan.output());
    this.keySize = plan.key().size();
    this.headSize = keySize + (plan.window().isPresent() ? 3 : 0);
  }

  /// What there is to say of a group with rows.
  Outcome outcome(
      Row key,
      @Nullable Window window,
      boolean open,
      Body body,
      IntFunction<Items> items,
      long micros) {
    Instant now = RowCodec.instant(micros);
    try {
      GroupFunction.Result computed = body.result(items, now);
      Row result = result(key, window, open, computed.values());
      Row row = output(result, now);
      OrderedWriter encoded = new OrderedWriter();
      output.write(row, encoded);
      return new Outcome.Present(row, encoded.toBytes(), changesAt(result, computed, now));
    } catch (EvaluationException e) {
      return new Outcome.Refused(e);
    }
  }

  /// A row that [Outcome.Present#encoded] holds.
  Row decode(byte[] encoded) {
    return output.decode(encoded);
  }

  /// The primary key of the output.
  static Row primaryKey(Row key, @Nullable Window window) {
    if (window == null) {
      return key;
    }
    @Nullable Object[] values = new @Nullable Object[key.size() + 1];
    copy(key, values, 0);
    values[key.size()] = window.start();
    return new Row(values);
  }

  private Row result(Row key, @Nullable Window window, boolean open, Row computed) {
    @Nullable Object[] values = new @Nullable Object[headSize + computed.size()];
    copy(key, values, 0);
    if (window != null) {
      values[keySize] = window.start();
      values[keySize + 1] = window.end();
      values[keySize + 2] = open;
    }
    copy(computed, values, headSize);
    return new Row(values);
  }

  private Row output(Row result, Instant now) {
    @Nullable Object[] values = new @Nullable Object[headSize + plan.columns().size()];
    for (int i = 0; i < headSize; i++) {
      values[i] = result.get(i);
    }
    for (int i = headSize; i < values.length; i++) {
      values[i] = plan.columns().get(i - headSize).evaluate(result, now);
    }
    return new Row(values);
  }

  private OptionalLong changesAt(Row result, GroupFunction.Result computed, Instant now) {
    Instant earliest = null;
    for (Instant each : computed.changesAt()) {
      earliest = earlier(earliest, each, now);
    }
    Expression declared = plan.changesAt().orElse(null);
    if (declared != null && declared.evaluate(result, now) instanceof Instant each) {
      earliest = earlier(earliest, each, now);
    }
    return earliest == null ? OptionalLong.empty() : OptionalLong.of(ceiling(earliest));
  }

  private static @Nullable Instant earlier(@Nullable Instant one, Instant other, Instant now) {
    boolean comes = other.isAfter(now) && !other.isAfter(LAST);
    return comes && (one == null || other.isBefore(one)) ? other : one;
  }

  /// An instant between two microseconds has passed with the second one.
  private static long ceiling(Instant time) {
    return RowCodec.micros(time.plusNanos(NANOS_PER_MICRO - 1));
  }

  private static void copy(Row from, @Nullable Object[] to, int at) {
    for (int i = 0; i < from.size(); i++) {
      to[at + i] = from.get(i);
    }
  }
}
