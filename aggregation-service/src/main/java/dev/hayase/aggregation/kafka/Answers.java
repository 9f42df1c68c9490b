package dev.hayase.aggregation.kafka;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/// Waits for Kafka, and no longer than is good.
final class Answers {
  private static final long LIMIT_SECONDS = 20;

  private Answers() {}

  /// @throws KafkaException when there is none, or it is an error
  static <T> T of(Future<T> future) {
    try {
      return future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException kafka
          ? kafka
          : new KafkaException("Kafka did not answer", e);
    } catch (TimeoutException e) {
      throw new KafkaException("Kafka did not answer within " + LIMIT_SECONDS + " s", e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }
}
