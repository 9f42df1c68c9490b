package dev.hayase.log.intake;

import dev.hayase.log.event.Quarantined;
import dev.hayase.log.event.StreamEvent;

/// Where events go: topics, or a journal before them.
///
/// Thread-safe.
public interface EventLog extends AutoCloseable {
  /// Appends an event to its stream.
  ///
  /// @param settled called once, by any thread, when the event is durable or it is certain that it
  ///   is not; soon, and never while the event may still become durable
  void append(StreamEvent event, Settled settled);

  /// Appends to the quarantine of a stream, likewise.
  void quarantine(Quarantined event, Settled settled);

  /// Waits for what is on its way.
  @Override
  void close();

  /// What is called when an append is settled.
  interface Settled {
    /// It is durable.
    ///
    /// @param partition -1 when it is not on a topic yet
    /// @param offset -1 when it is not on a topic yet
    void stored(int partition, long offset);

    /// It is not, and sending it again may help.
    void failed(String reason);

    /// It is not, and sending it again does not help: nothing can hold it.
    default void refused(String reason) {
      failed(reason);
    }

    /// It is not, because what should hold it cannot be reached.
    default void away(String reason) {
      failed(reason);
    }
  }
}
