package dev.hayase.log.kafka;

import dev.hayase.pipeline.KafkaCluster;
import java.time.Duration;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds out that Kafka is back: while it does not take events, writes a tick again and again, as
/// durable as an event, until one is taken. Events cannot find out, since they are refused, or not
/// sent here at all, as long as Kafka is away.
public final class BrokerProbe implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BrokerProbe.class);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final KafkaCluster cluster;
  private final BrokerHealth health;
  private final Thread thread;

  /// Starts to watch.
  public BrokerProbe(KafkaCluster cluster, BrokerHealth health) {
    this.cluster = cluster;
    this.health = health;
    thread = Thread.ofPlatform().name("broker-probe").daemon().start(this::run);
  }

  private void run() {
    try {
      while (true) {
        health.awaitTrouble();
        try (HoldsTopic topic = new HoldsTopic(cluster)) {
          probe(topic);
        } catch (KafkaException e) {
          LOG.atDebug().addKeyValue("error", e.toString()).log("Kafka cannot be asked");
        }
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void probe(HoldsTopic topic) throws InterruptedException {
    while (true) {
      health.awaitTrouble();
      try {
        var _ = topic.tick();
        health.answered();
      } catch (KafkaException e) {
        LOG.atDebug().addKeyValue("error", e.toString()).log("Kafka did not take a tick");
        if (!(e instanceof RetriableException) && !Thread.currentThread().isInterrupted()) {
          // It said so itself: it is there.
          health.answered();
        }
      }
      Thread.sleep(PAUSE);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
