package dev.hayase.loader.flow;

import dev.hayase.pipeline.TableSettings.Priority;

/// Leave to send one request, asked for at the [Gate]. It counts from when it is granted until it
/// is handed back, whether the request was sent or not.
public final class Ticket {
  private final FairTurns.Account account;
  private final Priority priority;
  private final long bytes;
  private final Runnable wake;
  private volatile boolean granted;
  private boolean counted;
  private boolean over;
  private long sentMillis = -1;

  /// @param wake called when it is granted after all, by any thread
  Ticket(FairTurns.Account account, Priority priority, long bytes, Runnable wake) {
    this.account = account;
    this.priority = priority;
    this.bytes = bytes;
    this.wake = wake;
  }

  /// Whether the request may go.
  public boolean isGranted() {
    return granted;
  }

  long bytes() {
    return bytes;
  }

  Priority priority() {
    return priority;
  }

  FairTurns.Account account() {
    return account;
  }

  void wake() {
    wake.run();
  }

  void grant() {
    granted = true;
    counted = true;
  }

  /// Whether it counts as on its way.
  boolean isCounted() {
    return counted;
  }

  void discount() {
    counted = false;
  }

  /// Whether it was handed back.
  boolean isOver() {
    return over;
  }

  void end() {
    over = true;
  }

  /// When its request was sent; negative before.
  long sentMillis() {
    return sentMillis;
  }

  void sent(long nowMillis) {
    sentMillis = nowMillis;
  }
}
