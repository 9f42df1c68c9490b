package dev.hayase.engine.measure;

import dev.hayase.engine.value.Digest;
import dev.hayase.engine.value.OrderedReader;
import dev.hayase.engine.value.OrderedWriter;
import dev.hayase.engine.value.RowCodec;
import dev.hayase.event.schema.Column;

/// About how many different values, and right when values are taken back: distinct sampling
/// (Gibbons, VLDB 2001). Values are hashed; those whose hashes begin with `level` zeros are
/// counted, each by its hash, which is a sample of one in 2^level of the different values. When it
/// outgrows 4096 of them, `level` rises, and half of it is given up.
///
/// Up to 4096 different values the result is exact. Above, the sample holds 2048 to 4096, and the
/// standard error is 1.6 to 2.2 % (one through the root of the sample's size). A group that shrinks
/// keeps its level, so that its sample shrinks with it: to a fourth, and the error is twice as
/// great.
///
/// In state: 4096 items of 9 bytes at most, and up to 5 bytes.
final class SampleTally implements Tally {
  static final int SAMPLE = 4096;
  private static final long SEED = 1;

  private final int slot;
  private final Column column;
  private int level;
  private long sampled;

  SampleTally(int slot, Column column) {
    this.slot = slot;
    this.column = column;
  }

  @Override
  public void read(OrderedReader in) {
    level = (int) in.integer();
    sampled = in.integer();
  }

  @Override
  public void write(OrderedWriter out) {
    out.integer(level).integer(sampled);
  }

  @Override
  public void add(Weighted row, Items items) {
    Object value = row.inputs().get(slot);
    if (value == null) {
      return;
    }
    OrderedWriter encoded = new OrderedWriter(16);
    RowCodec.write(column, value, encoded);
    long hash = Digest.of(encoded.toBytes(), SEED);
    if (Long.numberOfLeadingZeros(hash) < level) {
      return;
    }
    long count = items.add(item(hash), row.weight());
    sampled += Boolean.compare(count > 0, count - row.weight() > 0);
    while (sampled > SAMPLE) {
      level++;
      sampled -= items.forgetFrom(item(1L << (Long.SIZE - level)));
    }
  }

  private static byte[] item(long hash) {
    return new OrderedWriter(Long.BYTES).fixed(hash).toBytes();
  }

  @Override
  public Object result(Items items) {
    return sampled << level;
  }

  @Override
  public boolean isEmpty() {
    return sampled == 0;
  }
}
