package dev.hayase.aggregation.flow;

import dev.hayase.engine.group.Contribution;
import dev.hayase.engine.value.Layout;
import dev.hayase.engine.value.OrderedReader;
import dev.hayase.engine.value.OrderedWriter;
import dev.hayase.engine.value.RowCodec;
import java.time.Instant;

/// Contributions as bytes, on their way to their groups.
public final class ContributionCodec {
  private final RowCodec inputs;

  public ContributionCodec(Layout inputs) {
    this.inputs = new RowCodec(inputs);
  }

  public byte[] encode(Contribution contribution) {
    OrderedWriter out = new OrderedWriter();
    out.integer(contribution.weight()).bytes(contribution.id()).bytes(contribution.order());
    Instant time = contribution.time();
    if (time == null) {
      out.nothing();
    } else {
      out.integer(RowCodec.micros(time));
    }
    inputs.write(contribution.inputs(), out);
    return out.toBytes();
  }

  public Contribution decode(byte[] bytes) {
    OrderedReader in = new OrderedReader(bytes);
    int weight = (int) in.integer();
    byte[] id = in.bytes();
    byte[] order = in.bytes();
    Instant time = in.nothing() ? null : RowCodec.instant(in.integer());
    return new Contribution(weight, id, order, time, inputs.read(in));
  }
}
