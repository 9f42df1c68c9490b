package dev.hayase.benchmarks.logs;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/// Many connections that send at the same time.
///
/// @param service where to
/// @param request what each of them sends
/// @param connections how many
@SuppressWarnings("ArrayRecordComponent") // never changed, never compared
record Load(URI service, byte[] request, int connections) {
  private static final long SECOND = 1_000_000_000;

  /// What one run did.
  ///
  /// @param taken requests that were answered with 200
  /// @param refused requests that were told to come again
  /// @param seconds how long it took
  /// @param latencies of those that were taken, in nanoseconds, ascending
  @SuppressWarnings("ArrayRecordComponent") // never changed, never compared
  record Outcome(long taken, long refused, double seconds, long[] latencies) {
    double perSecond() {
      return taken / seconds;
    }

    double millis(double quantile) {
      return latencies.length == 0
          ? 0
          : latencies[(int) Math.min(latencies.length - 1L, (long) (quantile * latencies.length))]
              / 1e6;
    }
  }

  private record Share(long taken, long refused, List<Long> latencies) {}

  /// Closed loop: each connection sends again as soon as it has its answer.
  Outcome closed(Duration duration) throws InterruptedException, IOException {
    return run(duration, 0);
  }

  /// Open loop: requests are due at an even pace, whether or not the ones before are answered, and
  /// latency counts from when a request was due. Who is told to come again later does so, with all
  /// that became due meanwhile, as clients do.
  ///
  /// @param perSecond requests in a second, over all connections
  Outcome open(Duration duration, double perSecond) throws InterruptedException, IOException {
    return run(duration, perSecond);
  }

  private Outcome run(Duration duration, double perSecond)
      throws InterruptedException, IOException {
    long start = System.nanoTime();
    long end = start + duration.toNanos();
    List<Future<Share>> shares = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < connections; i++) {
        double every = perSecond == 0 ? 0 : connections * 1e9 / perSecond;
        double first = start + every * i / connections;
        shares.add(threads.submit(() -> share(first, every, end)));
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    long taken = 0;
    long refused = 0;
    List<Long> latencies = new ArrayList<>();
    for (Future<Share> future : shares) {
      Share share = get(future);
      taken += share.taken();
      refused += share.refused();
      latencies.addAll(share.latencies());
    }
    return new Outcome(
        taken, refused, seconds, latencies.stream().mapToLong(Long::longValue).sorted().toArray());
  }

  private Share share(double first, double every, long end) throws IOException {
    long taken = 0;
    long refused = 0;
    List<Long> latencies = new ArrayList<>();
    double due = first;
    HttpConnection connection = new HttpConnection(service);
    try {
      while (System.nanoTime() < end && due < end) {
        long begun = every == 0 ? System.nanoTime() : awaited((long) due);
        int status = sent(connection);
        if (status == 200) {
          taken++;
          latencies.add(System.nanoTime() - begun);
        } else {
          refused++;
          long again = System.nanoTime() + connection.retryAfterSeconds() * SECOND;
          long _ = awaited(Math.min(again, end));
          if (connection.isClosed()) {
            connection.close();
            connection = new HttpConnection(service);
          }
        }
        due += every;
      }
    } finally {
      connection.close();
    }
    return new Share(taken, refused, latencies);
  }

  /// Who refuses a request before reading its body may close the connection while it is being sent.
  ///
  /// @return the status; 0 when the connection was closed
  private int sent(HttpConnection connection) {
    try {
      return connection.send(request);
    } catch (IOException _) {
      connection.broken();
      return 0;
    }
  }

  private static long awaited(long due) {
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
    return due;
  }

  private static Share get(Future<Share> future) throws InterruptedException, IOException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IOException("A connection broke off", e);
    }
  }
}
