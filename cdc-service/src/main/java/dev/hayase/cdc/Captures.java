package dev.hayase.cdc;

import dev.hayase.cdc.kafka.SourceGroup;
import dev.hayase.pipeline.KafkaCluster;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// The captures of those sources that this replica is assigned; they live and end with the service.
final class Captures implements SmartLifecycle, SourceGroup.Member {
  private static final Logger LOG = LoggerFactory.getLogger(Captures.class);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(25);

  private final Map<String, SourceStatus> statuses;
  private final Function<SourceStatus, SourceCapture> begin;
  private final SourceGroup group;
  private final Map<String, SourceCapture> running = new TreeMap<>();
  private volatile boolean alive;

  /// @param statuses of all sources, by name
  /// @param begin makes the capture of a source, to be started here
  Captures(
      KafkaCluster kafka,
      Map<String, SourceStatus> statuses,
      Function<SourceStatus, SourceCapture> begin) {
    this.statuses = new LinkedHashMap<>(statuses);
    this.begin = begin;
    this.group = new SourceGroup(kafka, statuses.keySet(), this);
  }

  List<SourceStatus> statuses() {
    return List.copyOf(statuses.values());
  }

  @Override
  public void start() {
    alive = true;
    group.start();
  }

  @Override
  public void stop() {
    group.close();
    alive = false;
  }

  @Override
  public boolean isRunning() {
    return alive;
  }

  @Override
  public void assigned(Set<String> sources) {
    statuses.forEach((name, status) -> {
      if (sources.contains(name)) {
        LOG.atInfo().addKeyValue("source", name).log("this replica captures the source");
        SourceCapture capture = begin.apply(status);
        running.put(name, capture);
        capture.start();
      } else if (!running.containsKey(name)) {
        status.elsewhere();
      }
    });
  }

  @Override
  public void revoked(Set<String> sources) {
    end(sources, capture -> capture.stop(STOP_LIMIT));
  }

  /// Another replica has taken these over, and fenced them; there is nothing to wait for.
  @Override
  public void lost(Set<String> sources) {
    end(sources, SourceCapture::abandon);
  }

  @Override
  public void ordered(String source, long offset) {
    SourceCapture capture = running.get(source);
    if (capture != null) {
      capture.ordered(offset);
    }
  }

  @Override
  public void apart(String reason) {
    statuses.forEach((name, status) -> {
      if (!running.containsKey(name)) {
        status.starting("not in the group that shares the sources: " + reason);
      }
    });
  }

  private void end(Set<String> sources, Consumer<SourceCapture> how) {
    sources.parallelStream().map(running::get).filter(Objects::nonNull).forEach(how);
    running.keySet().removeAll(sources);
    statuses.forEach((name, status) -> {
      if (sources.contains(name)) {
        LOG.atInfo().addKeyValue("source", name).log("this replica captures the source no longer");
        status.elsewhere();
      }
    });
  }
}
