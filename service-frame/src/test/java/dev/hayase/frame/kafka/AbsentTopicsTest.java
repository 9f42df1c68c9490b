package dev.hayase.frame.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hayase.local.SharedBroker;
import dev.hayase.pipeline.KafkaCluster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.junit.jupiter.api.Test;

class AbsentTopicsTest {
  private static final KafkaCluster CLUSTER =
      new KafkaCluster(SharedBroker.bootstrapServers(), 2, OptionalInt.empty(), Map.of());

  @Test
  void aTopicOfOneReplicaTakesRecordsWhateverBrokersWantByThemselves() {
    try (Admin admin = admin()) {
      // Given
      AbsentTopics topics = new AbsentTopics(admin, OptionalInt.empty());

      // When
      topics.create(List.of(TopicPlan.compacted("absent-one")));

      // Then
      Config config = config(admin, "absent-one");
      assertThat(
              List.of(
                  config.get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG),
                  config.get(TopicConfig.CLEANUP_POLICY_CONFIG)))
          .map(each -> each.value() + (each.isDefault() ? " by itself" : " as we said"))
          .containsExactly("1 as we said", "compact as we said");
    }
  }

  @Test
  void aTopicThatIsThereStaysAsItIs() {
    try (Admin admin = admin()) {
      // Given
      AbsentTopics topics = new AbsentTopics(admin, OptionalInt.empty());
      topics.create(List.of(new TopicPlan("absent-there", 3, Map.of())));

      // When
      topics.create(
          List.of(TopicPlan.compacted("absent-there"), TopicPlan.compacted("absent-beside")));

      // Then
      assertThat(
              Answers.of(
                      admin
                          .describeTopics(List.of("absent-there", "absent-beside"))
                          .allTopicNames())
                  .values())
          .extracting(topic -> topic.name() + " " + topic.partitions().size())
          .containsExactlyInAnyOrder("absent-there 3", "absent-beside 1");
    }
  }

  @Test
  void replicasAreThoseOfThePipelineFileAlsoWhereBrokersAreTooFew() {
    try (Admin admin = admin()) {
      // Given
      AbsentTopics topics = new AbsentTopics(admin, OptionalInt.of(3));

      // When, Then
      assertThatThrownBy(() -> topics.create(List.of(TopicPlan.compacted("absent-three"))))
          .isInstanceOf(InvalidReplicationFactorException.class);
    }
  }

  private static Admin admin() {
    return Admin.create(EveryClient.admin(CLUSTER, Duration.ofSeconds(20)));
  }

  private static Config config(Admin admin, String topic) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return Answers.of(admin.describeConfigs(List.of(resource)).all()).values().iterator().next();
  }
}
