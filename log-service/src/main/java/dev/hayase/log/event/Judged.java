package dev.hayase.log.event;

/// What was found of an event.
public sealed interface Judged {
  /// It is an event of its stream.
  record Fit(StreamEvent event) implements Judged {}

  /// It is kept apart, whole.
  record Unfit(Quarantined quarantined) implements Judged {}
}
