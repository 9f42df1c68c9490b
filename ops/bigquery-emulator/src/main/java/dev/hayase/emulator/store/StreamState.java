package dev.hayase.emulator.store;

import java.time.Instant;
import java.util.Optional;

/// An application-created stream.
///
/// @param name the full resource name
/// @param number marks its staged rows; unique among a table's streams
/// @param usedMicros when it last had traffic
/// @param rows how many rows it has taken: the offset of the next one
/// @param visible how many of them are visible
/// @param committedMicros when a PENDING stream was committed; 0 before
public record StreamState(
    String name,
    StreamType type,
    long number,
    long createdMicros,
    long usedMicros,
    long rows,
    long visible,
    boolean finalized,
    long committedMicros) {

  static StreamState created(String name, StreamType type, long number, long now) {
    return new StreamState(name, type, number, now, now, 0, 0, false, 0);
  }

  StreamState appended(long end, long now) {
    long seen = type.isStaged() ? visible : end;
    return new StreamState(
        name, type, number, createdMicros, now, end, seen, finalized, committedMicros);
  }

  StreamState flushed(long end, long now) {
    return new StreamState(
        name, type, number, createdMicros, now, rows, end, finalized, committedMicros);
  }

  StreamState closed() {
    return new StreamState(
        name, type, number, createdMicros, usedMicros, rows, visible, true, committedMicros);
  }

  StreamState committed(long now) {
    return new StreamState(name, type, number, createdMicros, now, rows, rows, finalized, now);
  }

  public Instant created() {
    return Clocks.instant(createdMicros);
  }

  /// When a PENDING stream was committed.
  public Optional<Instant> committed() {
    return committedMicros == 0 ? Optional.empty() : Optional.of(Clocks.instant(committedMicros));
  }

  long staged() {
    return type.isStaged() ? rows - visible : 0;
  }

  boolean isExpired(long now) {
    return now - usedMicros >= type.idleMicros();
  }
}
