package dev.hayase.emulator.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/// Appends to one table wait here in their order; whatever has gathered while a transaction was
/// being written goes into the next one together.
final class AppendLane {
  private static final int MAX_REQUESTS = 256;

  /// An append and who waits for it.
  record Waiting(Append append, CompletableFuture<Append.Outcome> outcome) {}

  /// Applies a group in one transaction and completes its outcomes.
  @FunctionalInterface
  interface Group {
    void apply(List<Waiting> group);
  }

  private final Executor executor;
  private final Group group;
  private final Queue<Waiting> queue = new ArrayDeque<>();
  private boolean running;

  AppendLane(Executor executor, Group group) {
    this.executor = executor;
    this.group = group;
  }

  CompletableFuture<Append.Outcome> submit(Append append) {
    Waiting waiting = new Waiting(append, new CompletableFuture<>());
    boolean start;
    synchronized (queue) {
      queue.add(waiting);
      start = !running;
      running = true;
    }
    if (start) {
      start();
    }
    return waiting.outcome();
  }

  /// An executor that has been stopped must not leave anybody waiting.
  private void start() {
    try {
      executor.execute(this::run);
    } catch (RejectedExecutionException _) {
      run();
    }
  }

  private void run() {
    for (List<Waiting> next = next(); !next.isEmpty(); next = next()) {
      try {
        group.apply(next);
      } catch (RuntimeException | Error e) {
        next.forEach(w -> w.outcome().complete(new Append.Outcome.Failed(String.valueOf(e))));
      }
    }
  }

  private List<Waiting> next() {
    synchronized (queue) {
      List<Waiting> next = new ArrayList<>();
      while (next.size() < MAX_REQUESTS && !queue.isEmpty()) {
        next.add(queue.remove());
      }
      running = !next.isEmpty();
      return next;
    }
  }
}
