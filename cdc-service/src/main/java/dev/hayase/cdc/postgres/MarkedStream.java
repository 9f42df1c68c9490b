package dev.hayase.cdc.postgres;

import dev.hayase.cdc.source.Stream;
import java.time.Duration;

/// The engine's stream, with markers written into the log while it runs.
final class MarkedStream implements Stream {
  private final Stream engine;
  private final Sessions sessions;
  private final Duration interval;

  MarkedStream(Stream engine, Sessions sessions, Duration interval) {
    this.engine = engine;
    this.sessions = sessions;
    this.interval = interval;
  }

  @Override
  public void run() {
    try (MarkerWriter _ = MarkerWriter.start(sessions, interval)) {
      engine.run();
    }
  }

  @Override
  public void stop() {
    engine.stop();
  }

  @Override
  public void cut() {
    engine.cut();
  }

  @Override
  public void close() {
    engine.close();
  }
}
