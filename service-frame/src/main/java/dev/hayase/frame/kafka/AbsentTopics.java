package dev.hayase.frame.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Creates topics that are not there: with as many replicas as the pipeline file says, else with
/// three where the cluster has brokers for them. Topics that are there stay as they are, and who
/// may not create any can have them made beforehand.
///
/// Blocks. Each method throws a [org.apache.kafka.common.KafkaException] when Kafka does not answer
/// or refuses.
public final class AbsentTopics {
  private static final Logger LOG = LoggerFactory.getLogger(AbsentTopics.class);
  private static final int ENOUGH_BROKERS = 3;

  private final Admin admin;
  private final OptionalInt replicas;

  /// @param replicas of each topic, as the pipeline file has it
  public AbsentTopics(Admin admin, OptionalInt replicas) {
    this.admin = admin;
    this.replicas = replicas;
  }

  /// When this returns, all of them are there, whoever created them.
  public void create(Collection<TopicPlan> wanted) {
    Set<String> present = Answers.of(admin.listTopics().names());
    List<TopicPlan> absent =
        wanted.stream().filter(plan -> !present.contains(plan.name())).toList();
    if (absent.isEmpty()) {
      return;
    }
    short replication = replication();
    if (replication < ENOUGH_BROKERS) {
      LOG.atWarn()
          .addKeyValue("replication", replication)
          .log("Topics are created with fewer than three replicas: a lost disk loses records");
    }
    admin
        .createTopics(absent.stream().map(plan -> topic(plan, replication)).toList())
        .values()
        .forEach((name, creation) -> {
          try {
            Answers.of(creation);
            LOG.atInfo().addKeyValue("topic", name).log("A topic was created");
          } catch (TopicExistsException _) {
            LOG.atDebug().addKeyValue("topic", name).log("A topic was created by another");
          }
        });
  }

  /// Of every topic that is created.
  public short replication() {
    if (replicas.isPresent()) {
      return (short) replicas.getAsInt();
    }
    int brokers = Answers.of(admin.describeCluster().nodes()).size();
    return (short) (brokers >= ENOUGH_BROKERS ? ENOUGH_BROKERS : 1);
  }

  private static NewTopic topic(TopicPlan plan, short replication) {
    Map<String, String> settings = new HashMap<>(plan.settings());
    // Also where it is one: brokers may want more by themselves, and would then take no record.
    settings.put(
        TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, replication >= ENOUGH_BROKERS ? "2" : "1");
    return new NewTopic(plan.name(), plan.partitions(), replication).configs(settings);
  }
}
