package dev.hayase.cli;

import dev.hayase.pipeline.Pipeline;
import dev.hayase.pipeline.TableSettings;
import dev.hayase.pipeline.TableSettings.Delivery;
import dev.hayase.pipeline.TableSettings.Mode;
import dev.hayase.pipeline.TopicSettings;
import java.util.Optional;
import java.util.stream.Stream;

/// How many of BigQuery's connections a pipeline takes when all of its tables have something to
/// load: one for each partition of a table that appends exactly once. The other tables share.
///
/// @param tables that append exactly once, as far as the file names them
/// @param partitions that a topic of ours has; what others' topics have only Kafka knows
record ConnectionQuota(long tables, int partitions) {
  private static final long OF_A_REGION = 1_000;

  /// Beside the tables' own connections there are shared ones, and those of other users.
  private static final long WARNED_FROM = 800;

  static ConnectionQuota of(Pipeline pipeline) {
    Stream<TableSettings> all =
        Stream.concat(
            pipeline.tables().values().stream(),
            pipeline.topics().values().stream().map(TopicSettings::table));
    return new ConnectionQuota(
        all.filter(ConnectionQuota::hasItsOwn).count(), pipeline.kafka().partitions());
  }

  private static boolean hasItsOwn(TableSettings table) {
    return table.mode() != Mode.MIRROR && table.delivery() == Delivery.EXACTLY_ONCE;
  }

  long connections() {
    return tables * partitions;
  }

  /// What to say about it, before the quota is reached.
  Optional<String> warning() {
    return connections() < WARNED_FROM
        ? Optional.empty()
        : Optional.of(
            ("Warning: %d tables that append exactly once, times %d partitions of a topic (kafka.partitions), take"
                    + " up to %d connections to BigQuery at a time; a region has %d. Set delivery: at-least-once"
                    + " for tables that can do with their view, lower kafka.partitions, or ask Google for more.")
                .formatted(tables, partitions, connections(), OF_A_REGION));
  }
}
