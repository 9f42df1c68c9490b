package dev.hayase.local.traffic;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// Clients of one kind at work on a thread of their own: each request is sent again, as it was,
/// until the log-service has acknowledged it.
final class Feed {
  private static final int MOST = 500;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNAVAILABLE = 503;
  private static final long PAUSE = Duration.ofMillis(100).toNanos();
  private static final long AGAIN = Duration.ofMillis(300).toNanos();

  /// Longer than the log-service needs to be certain.
  private static final Duration ANSWER = Duration.ofSeconds(15);

  /// How long the last request is repeated.
  private static final Duration LAST = Duration.ofSeconds(60);

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI logService;
  private final Clients clients;
  private final double eventsPerSecond;
  private final Map<String, Long> counts = new ConcurrentHashMap<>();
  private final Thread thread;
  private volatile long acknowledged;
  private volatile boolean stopping;
  private volatile long stoppedNanos;
  private volatile @Nullable String failure;

  Feed(URI logService, Clients clients, double eventsPerSecond) {
    this.logService = logService;
    this.clients = clients;
    this.eventsPerSecond = eventsPerSecond;
    thread = Thread.ofPlatform().daemon().name(clients.name()).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  boolean running() {
    return thread.isAlive();
  }

  /// Events of a stream that were acknowledged.
  long acknowledged(String stream) {
    return counts.getOrDefault(stream, 0L);
  }

  /// Their ids.
  Set<String> ids(String stream) {
    return LongStream.range(0, acknowledged)
        .filter(number -> clients.stream(number).equals(stream))
        .mapToObj(clients::id)
        .collect(Collectors.toSet());
  }

  /// Ends it when what is on its way is acknowledged.
  ///
  /// @throws IllegalStateException when the log-service did not take an event
  void stop() {
    if (!stopping) {
      stoppedNanos = System.nanoTime();
      stopping = true;
    }
    LockSupport.unpark(thread);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    http.close();
    if (failure != null) {
      throw new IllegalStateException("The %s ended early: %s".formatted(clients.name(), failure));
    }
  }

  private void run() {
    long started = System.nanoTime();
    try {
      while (!stopping) {
        long due = (long) ((System.nanoTime() - started) / 1e9 * eventsPerSecond);
        long to = Math.min(due, acknowledged + MOST);
        if (to > acknowledged) {
          send(acknowledged, to);
        } else {
          LockSupport.parkNanos(PAUSE);
        }
      }
    } catch (IllegalStateException e) {
      failure = e.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(long from, long to) throws InterruptedException {
    HttpRequest request = clients.request(logService, from, to).timeout(ANSWER).build();
    while (!isTaken(request)) {
      if (stopping && System.nanoTime() - stoppedNanos > LAST.toNanos()) {
        throw new IllegalStateException(
            "the log-service did not answer for %d s".formatted(LAST.toSeconds()));
      }
      LockSupport.parkNanos(AGAIN);
    }
    for (long number = from; number < to; number++) {
      counts.merge(clients.stream(number), 1L, Long::sum);
    }
    acknowledged = to;
  }

  private boolean isTaken(HttpRequest request) throws InterruptedException {
    HttpResponse<String> answer;
    try {
      answer = http.send(request, BodyHandlers.ofString());
    } catch (IOException _) {
      // It is starting, or was killed: nobody knows what became of the events.
      return false;
    }
    int status = answer.statusCode();
    if (status == TOO_MANY_REQUESTS || status == UNAVAILABLE) {
      return false;
    }
    if (status != 200 || !clients.allTaken(answer)) {
      throw new IllegalStateException(
          "the log-service answered %d: %s".formatted(status, answer.body()));
    }
    return true;
  }
}
