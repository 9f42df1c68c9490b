package dev.hayase.emulator.store;

/// An application-created stream of type COMMITTED.
///
/// @param name the full resource name
/// @param rows how many rows it has taken: the offset of the next one
public record StreamState(String name, long createdMicros, long rows, boolean finalized) {
  StreamState withRows(long now) {
    return new StreamState(name, createdMicros, now, finalized);
  }

  StreamState closed() {
    return new StreamState(name, createdMicros, rows, true);
  }
}
