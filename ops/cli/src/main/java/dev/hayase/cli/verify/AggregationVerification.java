package dev.hayase.cli.verify;

import com.google.cloud.bigquery.BigQueryException;
import dev.hayase.cli.topics.CompletenessWatch;
import dev.hayase.cli.topics.DeadLetters;
import dev.hayase.cli.value.Value;
import dev.hayase.pipeline.KafkaCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.KafkaException;

/// Compares the table of a running aggregation with what its `equals-sql` says.
///
/// The SQL reads the tables in BigQuery as they are now, and the aggregation follows them by some
/// seconds. So rows that differ are compared again once the table is complete through the moment at
/// which the SQL was asked. Those that then differ as they did are proven different; those that
/// differ in another way have changed meanwhile, and are compared once more.
public final class AggregationVerification {
  private static final Duration PAUSE = Duration.ofMillis(300);
  private static final int EXAMPLES = 10;

  private final KafkaCluster kafka;
  private final Warehouse warehouse;
  private final Duration patience;

  /// @param patience how long the table may take to become complete through the moment of reading
  public AggregationVerification(KafkaCluster kafka, Warehouse warehouse, Duration patience) {
    this.kafka = kafka;
    this.warehouse = warehouse;
    this.patience = patience;
  }

  /// The verdict on one aggregation.
  public Verdict verify(AggregateTable table) {
    try (CompletenessWatch watch = CompletenessWatch.connect(kafka)) {
      return verdict(table, watch);
    } catch (UnreadableTableException | BigQueryException | KafkaException e) {
      return new Verdict.Unproven(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Verdict.Unproven("it was interrupted");
    }
  }

  private Verdict verdict(AggregateTable table, CompletenessWatch watch)
      throws InterruptedException {
    Instant giveUp = Instant.now().plus(patience);
    Optional<Instant> through = upWith(Instant.MIN, table, watch, giveUp);
    Optional<Pending> before = Optional.empty();
    long equal = 0;
    while (through.isPresent()) {
      Instant read = Instant.now();
      Optional<Set<List<Value>>> keys = before.filter(Pending::isWhole).map(Pending::keys);
      Pending pending = new Pending();
      equal = (keys.isPresent() ? equal : 0) + compare(table, through.get(), keys, pending);
      if (pending.isEmpty()) {
        return new Verdict.Equal(equal);
      }
      Pending proven = before.map(pending::standing).orElseGet(Pending::new);
      if (!proven.isEmpty()) {
        return different(table, equal, proven);
      }
      before = Optional.of(pending);
      through = upWith(read, table, watch, giveUp);
    }
    return new Verdict.Unproven(
        before
            .map(pending ->
                "%,d rows differ, and the table is not complete through the moment of reading in time"
                    .formatted(pending.count()))
            .orElse("nothing is known of the table's completeness"));
  }

  private Verdict different(AggregateTable table, long equal, Pending proven) {
    return new Verdict.Different(
        equal,
        proven.missing(),
        proven.extra(),
        proven.changed(),
        proven.first(EXAMPLES),
        DeadLetters.of(kafka, table.topic()));
  }

  private long compare(
      AggregateTable table, Instant through, Optional<Set<List<Value>>> keys, Pending pending) {
    QueriedRows expected = warehouse.expected(table, through);
    List<String> columns = expected.columns();
    if (!columns.containsAll(table.key())) {
      throw new UnreadableTableException(
          "equals-sql of %s yields %s; it must yield the key %s, too"
              .formatted(table.name(), columns, table.key()));
    }
    QueriedRows actual = warehouse.actual(table, columns);
    return new RowMerge(
            columns,
            table.likeness(columns),
            ofKeys(expected.rows(), keys),
            ofKeys(actual.rows(), keys))
        .run(pending::add);
  }

  /// Through when the table is complete, once that is not before a moment; empty when it takes too
  /// long.
  private static Optional<Instant> upWith(
      Instant moment, AggregateTable table, CompletenessWatch watch, Instant giveUp)
      throws InterruptedException {
    while (Instant.now().isBefore(giveUp)) {
      Instant through = watch.through().get(table.topic());
      if (through != null && !through.isBefore(moment)) {
        return Optional.of(through);
      }
      Thread.sleep(PAUSE);
    }
    return Optional.empty();
  }

  private static Iterator<TableRow> ofKeys(
      Iterator<TableRow> rows, Optional<Set<List<Value>>> keys) {
    if (keys.isEmpty()) {
      return rows;
    }
    List<TableRow> some = new ArrayList<>();
    rows.forEachRemaining(row -> {
      if (keys.get().contains(row.key())) {
        some.add(row);
      }
    });
    return some.iterator();
  }
}
