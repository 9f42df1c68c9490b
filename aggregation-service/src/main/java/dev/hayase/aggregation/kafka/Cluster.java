package dev.hayase.aggregation.kafka;

import dev.hayase.frame.kafka.ClusterCheck;
import dev.hayase.pipeline.KafkaCluster;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;

/// What speaks to Kafka for all aggregations together.
public final class Cluster implements AutoCloseable {
  private final Admin admin;
  private final OwnTopics topics;
  private final GroupOffsets offsets;
  private final PlanRegister register;
  private final SchemaTopic schemas;
  private final WholeTables tables;
  private final ClusterCheck check;

  public Cluster(KafkaCluster cluster) {
    this.admin = Admin.create(ClientSettings.admin(cluster));
    this.topics = new OwnTopics(admin, cluster);
    this.offsets = new GroupOffsets(admin);
    this.register = new PlanRegister(cluster);
    this.schemas = new SchemaTopic(cluster);
    this.tables = new WholeTables(cluster);
    this.check = new ClusterCheck(admin, cluster.bootstrapServers());
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

  /// Why Kafka does not answer, if so. Blocks for seconds at most.
  public Optional<String> trouble() {
    return check.trouble();
  }

  @Override
  public void close() {
    register.close();
    schemas.close();
    admin.close();
  }
}
