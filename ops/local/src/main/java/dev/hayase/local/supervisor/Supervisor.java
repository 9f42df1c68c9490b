package dev.hayase.local.supervisor;

import dev.hayase.local.process.ChildProcess;
import dev.hayase.local.process.LogTail;
import dev.hayase.local.process.StartFailedException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// Watches over processes until it is closed, and restarts those that die.
public final class Supervisor implements AutoCloseable {
  private static final int QUOTED_LINES = 15;

  private final RestartPolicy policy;
  private final InstantSource clock;
  private final List<Death> deaths = new CopyOnWriteArrayList<>();
  private final ExecutorService watches = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean closed;

  public Supervisor(RestartPolicy policy, InstantSource clock) {
    this.policy = policy;
    this.clock = clock;
  }

  /// Begins to watch a running process.
  public void watch(Restartable subject) {
    watches.execute(() -> keepRunning(subject));
  }

  /// Begins to watch a process that is not restarted: its death is only reported.
  ///
  /// @param reason why it is not
  public void watchOnly(String name, ProcessHandle process, Path log, String reason) {
    watches.execute(() -> {
      if (awaitEnd(process) && !closed) {
        deaths.add(
            new Death(
                name,
                clock.instant(),
                OptionalInt.empty(),
                log,
                LogTail.of(log, QUOTED_LINES),
                new RestartPolicy.GiveUp(reason)));
      }
    });
  }

  /// All deaths so far, oldest first.
  public List<Death> deaths() {
    return List.copyOf(deaths);
  }

  /// Stops watching; the processes are left as they are.
  @Override
  public void close() {
    closed = true;
    watches.shutdownNow();
    try {
      watches.awaitTermination(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void keepRunning(Restartable subject) {
    int inRow = 0;
    try {
      while (!closed) {
        ChildProcess process = subject.process();
        int status = process.awaitExit();
        if (closed || !subject.wanted()) {
          return;
        }
        Duration lived = Duration.between(process.started(), clock.instant());
        RestartPolicy.Verdict verdict = policy.decide(status, lived, inRow);
        record(process, status, verdict);
        switch (verdict) {
          case RestartPolicy.GiveUp _ -> {
            return;
          }
          case RestartPolicy.Restart(var pause, var deathsInRow) -> {
            inRow = deathsInRow;
            Thread.sleep(pause);
            restart(subject);
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void record(ChildProcess process, int status, RestartPolicy.Verdict verdict) {
    LogTail end = LogTail.of(process.log(), QUOTED_LINES);
    deaths.add(
        new Death(
            process.name(), clock.instant(), OptionalInt.of(status), process.log(), end, verdict));
  }

  private static boolean awaitEnd(ProcessHandle process) {
    try {
      process.onExit().get();
      return true;
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot watch process " + process.pid(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// A process that is not ready in time is ended; either way the next round sees a dead process.
  private void restart(Restartable subject) {
    if (closed || !subject.wanted()) {
      return;
    }
    try {
      subject.restart();
    } catch (StartFailedException e) {
      subject.process().kill();
    } catch (IllegalStateException e) {
      if (!closed) {
        throw e;
      }
      // Interrupted while it waited for the process: whoever closes us ends that, too.
    }
  }
}
