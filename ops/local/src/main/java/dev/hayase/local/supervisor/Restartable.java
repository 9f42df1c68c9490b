package dev.hayase.local.supervisor;

import dev.hayase.local.process.ChildProcess;

/// A process that can be started again where it was.
public interface Restartable {
  /// The running (or last) process.
  ChildProcess process();

  /// Starts it again after it ended, on the same ports and data; returns when it is ready.
  ///
  /// @throws dev.hayase.local.process.StartFailedException when it does not become ready
  void restart();

  /// Whether it should be running: no longer after it was stopped on purpose.
  boolean wanted();
}
