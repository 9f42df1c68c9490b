package dev.hayase.cdc;

import java.time.Duration;
import java.util.List;
import org.springframework.context.SmartLifecycle;

/// The captures of all of the pipeline's sources; they live and end with the service.
final class Captures implements SmartLifecycle {
  private static final Duration STOP_LIMIT = Duration.ofSeconds(25);

  private final List<SourceCapture> captures;
  private volatile boolean running;

  Captures(List<SourceCapture> captures) {
    this.captures = List.copyOf(captures);
  }

  List<SourceStatus> statuses() {
    return captures.stream().map(SourceCapture::status).toList();
  }

  @Override
  public void start() {
    running = true;
    captures.forEach(SourceCapture::start);
  }

  @Override
  public void stop() {
    captures.parallelStream().forEach(capture -> capture.stop(STOP_LIMIT));
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
