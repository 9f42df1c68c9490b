package dev.hayase.aggregation.kafka;

import dev.hayase.pipeline.KafkaCluster;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/// What speaks to Kafka for all aggregations together.
public final class Cluster implements AutoCloseable {
  private final Admin admin;
  private final OwnTopics topics;
  private final GroupOffsets offsets;
  private final PlanRegister register;
  private final SchemaTopic schemas;
  private final WholeTables tables;

  public Cluster(KafkaCluster cluster) {
    this.admin = Admin.create(ClientSettings.admin(cluster));
    this.topics = new OwnTopics(admin, cluster);
    this.offsets = new GroupOffsets(admin);
    this.register = new PlanRegister(cluster);
    this.schemas = new SchemaTopic(cluster);
    this.tables = new WholeTables(cluster);
  }

  public OwnTopics topics() {
    return topics;
  }

  public GroupOffsets offsets() {
    return offsets;
  }

  public PlanRegister register() {
    return register;
  }

  public SchemaTopic schemas() {
    return schemas;
  }

  public WholeTables tables() {
    return tables;
  }

  /// Whether Kafka answers.
  public boolean answers() {
    try {
      return !Answers.of(admin.describeCluster().nodes()).isEmpty();
    } catch (KafkaException _) {
      return false;
    }
  }

  @Override
  public void close() {
    register.close();
    schemas.close();
    admin.close();
  }
}
