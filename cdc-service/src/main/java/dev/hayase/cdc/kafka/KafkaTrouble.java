package dev.hayase.cdc.kafka;

import dev.hayase.cdc.failure.Failure;
import dev.hayase.cdc.failure.Kind;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;

/// What Kafka says.
public final class KafkaTrouble {
  private KafkaTrouble() {}

  public static Failure failure(KafkaException trouble) {
    return switch (trouble.getCause() instanceof KafkaException inner ? inner : trouble) {
      case AuthenticationException refused ->
          new Failure(
              Kind.KAFKA_LOGIN_REFUSED,
              "Kafka does not let us in: " + Failure.line(refused),
              "Correct kafka.properties in the pipeline file, or the user at the cluster");
      case AuthorizationException refused ->
          new Failure(
              Kind.KAFKA_NOT_ALLOWED,
              "Kafka does not allow it: " + Failure.line(refused),
              right(refused));
      case RecordTooLargeException large ->
          new Failure(
              Kind.RECORD_TOO_LARGE,
              "A row is larger than Kafka takes: " + Failure.line(large),
              "Raise max.message.bytes of its topic: kafka-configs.sh --alter --entity-type topics"
                  + " --entity-name TOPIC --add-config max.message.bytes=20971520");
      case KafkaException other ->
          new Failure(
              Kind.KAFKA_AWAY,
              "Kafka does not answer as it should: " + Failure.line(other),
              "Nothing if it passes. If it stays: check the brokers and the network to them");
    };
  }

  private static String right(AuthorizationException refused) {
    return switch (refused) {
      case TopicAuthorizationException topics ->
          "Give our principal CREATE, DESCRIBE, READ and WRITE on "
              + (topics.unauthorizedTopics().isEmpty()
                  ? "the source's topics and those that begin with hayase."
                  : "topic " + String.join(", ", topics.unauthorizedTopics()));
      case GroupAuthorizationException groups ->
          "Give our principal READ on group " + groups.groupId();
      case TransactionalIdAuthorizationException _ ->
          "Give our principal WRITE and DESCRIBE on the transactional ids that begin with hayase-cdc-";
      case ClusterAuthorizationException _ ->
          "Give our principal IDEMPOTENT_WRITE and CREATE on the cluster";
      default -> "Give our principal the right that Kafka names";
    };
  }
}
