package dev.hayase.frame.kafka;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/// Waits for what Kafka's clients promise.
public final class Answers {
  /// Longer than any client's own patience, which ends first and says why.
  private static final long LIMIT_SECONDS = 90;

  private Answers() {}

  /// @throws KafkaException when there is none, or it is an error; an [InterruptException], and the
  ///   thread stays interrupted, when the thread was
  public static <T> T of(Future<T> future) {
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
