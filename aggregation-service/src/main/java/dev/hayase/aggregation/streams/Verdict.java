package dev.hayase.aggregation.streams;

import dev.hayase.aggregation.kafka.HaltException;
import dev.hayase.aggregation.kafka.NotYetException;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.streams.errors.StreamsException;
import org.jspecify.annotations.Nullable;

/// What becomes of an aggregation that failed.
sealed interface Verdict {
  /// Something is missing that will come.
  record Early(String reason) implements Verdict {}

  /// It may pass.
  record Again(String reason) implements Verdict {}

  /// It should not be possible; a few tries are worth it.
  record Surprise(String reason) implements Verdict {}

  /// Only a person can change it.
  record Halt(String reason, String remedy) implements Verdict {}

  static Verdict of(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      Verdict known = known(each);
      if (known != null) {
        return known;
      }
    }
    Throwable root = root(failure);
    return root instanceof KafkaException && !isBare(root)
        ? new Again(root.toString())
        : new Surprise(root.toString());
  }

  private static @Nullable Verdict known(Throwable failure) {
    return switch (failure) {
      case NotYetException early -> new Early(String.valueOf(early.getMessage()));
      case HaltException halt -> new Halt(String.valueOf(halt.getMessage()), halt.remedy());
      case InvalidOffsetException gap ->
          new Halt(
              "Records were deleted before they were read, or a source has more partitions than"
                  + " before: "
                  + gap.partitions(),
              "Build it anew (./hayase aggregation rebuild), and keep the records for longer");
      case AuthorizationException no ->
          new Halt(
              "Kafka refuses it: " + no.getMessage(),
              "Allow it what aggregation-service/README.md lists");
      case AuthenticationException no ->
          new Halt("Kafka does not know us: " + no.getMessage(), "Correct the key kafka");
      case RecordTooLargeException large ->
          new Halt(
              "A record is too large for its topic: " + large.getMessage(),
              "Raise max.message.bytes of the topic, or bound the array that grows");
      default -> null;
    };
  }

  /// Kafka Streams' own word for what our code did, and for what only a person can change.
  private static boolean isBare(Throwable failure) {
    return failure.getClass().equals(StreamsException.class)
        || failure.getClass().equals(KafkaException.class);
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
