package dev.hayase.loader.batch;

/// A batch is full as soon as one of the three is reached.
public record BatchLimits(int rows, long bytes, long ageMillis) {
  /// Whether another row of this size would be too many.
  public boolean exceededBy(Batch batch, int rowBytes) {
    return batch.size() >= rows || (!batch.isEmpty() && batch.bytes() + rowBytes > bytes);
  }

  /// Whether the batch was made when far larger ones went, and goes in halves.
  public boolean isFarExceededBy(Batch batch) {
    return batch.size() > 1 && batch.bytes() > 2 * bytes;
  }

  /// Whether the batch should go whatever its age.
  public boolean isFull(Batch batch) {
    return batch.size() >= rows || batch.bytes() >= bytes;
  }

  /// When the batch goes at the latest.
  public long dueMillis(Batch batch) {
    return batch.openedMillis() + ageMillis;
  }
}
