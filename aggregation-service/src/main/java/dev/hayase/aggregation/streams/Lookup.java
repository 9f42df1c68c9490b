package dev.hayase.aggregation.streams;

import dev.hayase.aggregation.streams.Generation.Running;
import dev.hayase.engine.group.GroupPlan;
import dev.hayase.engine.group.Groups;
import dev.hayase.engine.plan.StageNames;
import dev.hayase.engine.value.Layout;
import dev.hayase.engine.value.Row;
import dev.hayase.engine.value.RowCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/// Reads the results of a group out of state, here or of another instance. Any thread may.
public final class Lookup {
  private final HostInfo here;

  /// @param address `host:port` of this instance
  public Lookup(String address) {
    this.here = HostInfo.buildFromEndpoint(address);
  }

  /// What is known of a group.
  public sealed interface Answer {}

  /// @param rows the windows in their order; none of a group that is not there
  /// @param through through which instant everything is known
  public record Found(List<Row> rows, Layout layout, Instant through) implements Answer {}

  /// Others have it.
  ///
  /// @param addresses `host:port` of those, the best first
  public record Elsewhere(List<String> addresses) implements Answer {}

  /// Nobody has it just now.
  public record Later(String reason) implements Answer {}

  /// The layout of a group's key; empty while the aggregation does not run.
  public Optional<Layout> key(Aggregation aggregation) {
    return aggregation.running().map(running -> running.plan().groups().key());
  }

  /// @param onlyHere whether another instance asks, which is not sent on
  public Answer find(Aggregation aggregation, Row key, boolean onlyHere) {
    Optional<Running> found = aggregation.running();
    if (found.isEmpty()) {
      return new Later("The aggregation does not run here");
    }
    Running running = found.get();
    byte[] bytes = new RowCodec(running.plan().groups().key()).encode(key);
    try {
      KeyQueryMetadata where =
          running
              .streams()
              .queryMetadataForKey(StageNames.GROUPS, bytes, new ByteArraySerializer());
      if (where == null || where.equals(KeyQueryMetadata.NOT_AVAILABLE)) {
        return new Later("Instances are dividing the work among them");
      }
      boolean ours = where.activeHost().equals(here);
      if (ours || onlyHere) {
        return read(running, where.partition(), key);
      }
      return elsewhere(where);
    } catch (InvalidStateStoreException e) {
      return new Later("The state is being restored, or moves to another instance");
    }
  }

  private Answer elsewhere(KeyQueryMetadata where) {
    List<String> addresses = new ArrayList<>();
    addresses.add(address(where.activeHost()));
    where.standbyHosts().forEach(host -> addresses.add(address(host)));
    return new Elsewhere(addresses);
  }

  private static String address(HostInfo host) {
    return host.host() + ":" + host.port();
  }

  /// Reads what is here, be it a copy that is somewhat behind: it says how far it is.
  private static Found read(Running running, int partition, Row key) {
    ReadOnlyKeyValueStore<Bytes, byte[]> store =
        running
            .streams()
            .store(
                StoreQueryParameters.fromNameAndType(
                        StageNames.GROUPS, QueryableStoreTypes.<Bytes, byte[]>keyValueStore())
                    .withPartition(partition)
                    .enableStaleStores());
    GroupPlan plan = running.plan().groups();
    Groups groups = new Groups(plan, StoreState.reading(store, Topologies.ENGINE));
    return new Found(groups.results(key), plan.output(), groups.now());
  }
}
