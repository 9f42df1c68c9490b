package dev.hayase.local.traffic;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Sends events of browsers and servers to a log-service at a steady rate until it is stopped, and
/// knows which were acknowledged.
public final class EventTraffic implements AutoCloseable {
  private final List<Feed> feeds;

  private EventTraffic(List<Feed> feeds) {
    this.feeds = feeds;
  }

  /// Starts it.
  ///
  /// @param eventsPerSecond of all clients together
  public static EventTraffic start(URI logService, List<Clients> clients, double eventsPerSecond) {
    EventTraffic traffic =
        new EventTraffic(
            clients.stream()
                .map(kind -> new Feed(logService, kind, eventsPerSecond / clients.size()))
                .toList());
    traffic.feeds.forEach(Feed::start);
    return traffic;
  }

  /// How many events of a stream were acknowledged so far.
  public long acknowledged(String stream) {
    return feeds.stream().mapToLong(feed -> feed.acknowledged(stream)).sum();
  }

  /// Of all streams.
  public long acknowledged() {
    return Clients.streams().stream().mapToLong(this::acknowledged).sum();
  }

  /// The ids of a stream's events that were acknowledged.
  public Set<String> ids(String stream) {
    Set<String> ids = new HashSet<>();
    feeds.forEach(feed -> ids.addAll(feed.ids(stream)));
    return ids;
  }

  /// Whether nobody ended early.
  public boolean running() {
    return feeds.stream().allMatch(Feed::running);
  }

  /// Ends it: no event is on its way any more.
  ///
  /// @throws IllegalStateException when the log-service did not take an event
  public void stop() {
    feeds.forEach(Feed::stop);
  }

  @Override
  public void close() {
    stop();
  }
}
