package dev.hayase.log.event;

/// What became of an event.
///
/// A client that is told [Stored] or [Kept] need not care for it any longer: it is on a topic, on
/// as many brokers as the topic requires.
public sealed interface Receipt {
  /// It is on its stream's topic.
  ///
  /// @param partition -1 when it waits in the journal
  /// @param offset -1 when it waits in the journal
  record Stored(String id, int partition, long offset) implements Receipt {}

  /// It is in its stream's quarantine.
  record Kept(String id, Quarantined.Code code, String reason) implements Receipt {}

  /// Nothing is known of it: send it again.
  record Retry(String reason) implements Receipt {}

  /// The stream is not declared, or not the sender's, or the event is larger than Kafka takes at
  /// all: sending it again does not help.
  record Refused(String reason) implements Receipt {}
}
