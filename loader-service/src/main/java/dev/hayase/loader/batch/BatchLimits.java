package dev.hayase.loader.batch;

/// A batch is full as soon as one of the three is reached.
public record BatchLimits(int rows, long bytes, long ageMillis) {
  /// Whether another row of this size would be too many.
  public boolean exceededBy(Batch batch, int rowBytes) {
    return batch.size() >= rows || (!batch.isEmpty() && batch.bytes() + rowBytes > bytes);
  }

  /// Whether the batch should go now.
  public boolean reached(Batch batch, long nowMillis) {
    return batch.size() >= rows || batch.bytes() >= bytes || nowMillis >= dueMillis(batch);
  }

  /// When the batch goes at the latest.
  public long dueMillis(Batch batch) {
    return batch.openedMillis() + ageMillis;
  }
}
