package dev.hayase.records;

/// A partition of a change topic.
public record SourcePartition(String topic, int partition) {
  @Override
  public String toString() {
    return topic + "-" + partition;
  }
}
