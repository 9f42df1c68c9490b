package dev.hayase.local;

import dev.hayase.local.process.ChildProcess;
import dev.hayase.local.supervisor.Restartable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A part of the platform that is one child JVM. It can be killed, frozen, stopped and started
/// again on the same ports and data, and it dies with the process that started it.
public abstract sealed class LocalPart implements Restartable, AutoCloseable
    permits LocalBroker, LocalEmulator, LocalService {
  private final Duration stopLimit;
  private volatile @Nullable ChildProcess process;
  private volatile boolean wanted = true;

  LocalPart(Duration stopLimit) {
    this.stopLimit = stopLimit;
  }

  /// Starts the child.
  abstract ChildProcess launch();

  /// Returns when the child answers.
  abstract void awaitReady(ChildProcess started);

  /// Starts a part for the first time; one that does not become ready is ended.
  static <T extends LocalPart> T started(T part) {
    try {
      part.restart();
      return part;
    } catch (RuntimeException e) {
      if (((LocalPart) part).process != null) {
        part.kill();
      }
      throw e;
    }
  }

  @Override
  public final ChildProcess process() {
    ChildProcess child = process;
    if (child == null) {
      throw new IllegalStateException("It was never started");
    }
    return child;
  }

  /// Starts it again after [#kill()] or [#stop()], on the same ports and data.
  @Override
  public final void restart() {
    wanted = true;
    ChildProcess child = launch();
    process = child;
    awaitReady(child);
  }

  @Override
  public final boolean wanted() {
    return wanted;
  }

  /// SIGKILL: what a power failure would do.
  public final void kill() {
    process().kill();
  }

  /// SIGSTOP: alive, but it does nothing until it is thawed.
  public final void freeze() {
    process().freeze();
  }

  /// SIGCONT.
  public final void thaw() {
    process().thaw();
  }

  /// Stops it cleanly; [#restart()] starts it again.
  public final void stop() {
    wanted = false;
    process().stop(stopLimit);
  }

  @Override
  public final void close() {
    stop();
  }
}
