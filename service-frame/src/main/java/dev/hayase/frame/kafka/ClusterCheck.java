package dev.hayase.frame.kafka;

import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;

/// Whether Kafka answers: what readiness asks.
public final class ClusterCheck {
  private static final long LIMIT_SECONDS = 5;

  private final Admin admin;
  private final String addresses;

  /// @param addresses where Kafka is to be, for who reads of the trouble
  public ClusterCheck(Admin admin, String addresses) {
    this.admin = admin;
    this.addresses = addresses;
  }

  /// Why it does not answer, if so. Blocks for seconds at most.
  public Optional<String> trouble() {
    try {
      admin.describeCluster().nodes().get(LIMIT_SECONDS, TimeUnit.SECONDS);
      return Optional.empty();
    } catch (ExecutionException | TimeoutException e) {
      return Optional.of(
          "Kafka at %s does not answer: %s"
              .formatted(addresses, Optional.ofNullable(e.getMessage()).orElse("timeout")));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }
}
