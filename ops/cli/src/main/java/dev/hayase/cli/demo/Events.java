package dev.hayase.cli.demo;

import dev.hayase.cli.verify.EventTable;
import dev.hayase.local.traffic.Clients;
import dev.hayase.local.traffic.EventTraffic;
import dev.hayase.pipeline.Pipeline;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/// The events of a demo: where they are sent to, and the tables that they end in.
///
/// @param tables one for each stream
record Events(EventTraffic traffic, List<EventTable> tables) implements AutoCloseable {
  /// Begins to send.
  static Events start(URI logService, double eventsPerSecond, Pipeline pipeline) {
    String run = Long.toString(Instant.now().getEpochSecond(), Character.MAX_RADIX);
    return new Events(
        EventTraffic.start(logService, Clients.ofTheSchool(run), eventsPerSecond),
        Clients.streams().stream().map(stream -> EventTable.of(pipeline, stream)).toList());
  }

  @Override
  public void close() {
    traffic.close();
  }
}
