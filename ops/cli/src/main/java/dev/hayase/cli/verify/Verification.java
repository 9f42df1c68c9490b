package dev.hayase.cli.verify;

import com.google.cloud.bigquery.BigQueryException;
import dev.hayase.cli.topics.CompletenessWatch;
import dev.hayase.cli.topics.DeadLetters;
import dev.hayase.cli.value.Value;
import dev.hayase.pipeline.Pipeline;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.common.KafkaException;

/// Compares tables of a running pipeline.
///
/// The first pass reads both sides whole. Rows that differ may be on their way: they are compared
/// again, as they were in the source at one moment, once the table is complete through that moment.
/// A row that still differs, and has not changed in the source meanwhile, is proven different.
public final class Verification {
  private static final int EXAMPLES = 10;
  private static final Duration PAUSE = Duration.ofMillis(300);

  private final Pipeline pipeline;
  private final Warehouse warehouse;
  private final Duration patience;

  /// @param patience how long a table may take to become complete through the moment of reading
  public Verification(Pipeline pipeline, Warehouse warehouse, Duration patience) {
    this.pipeline = pipeline;
    this.warehouse = warehouse;
    this.patience = patience;
  }

  /// The verdict on one table.
  public Verdict verify(ComparedTable table) {
    try (PostgresTables source = PostgresTables.connect(table.source())) {
      source.begin();
      List<SourceColumn> columns = source.columns(table.schema(), table.name());
      if (columns.isEmpty()) {
        return new Verdict.Unproven("the source has no table " + table.name());
      }
      if (columns.stream().noneMatch(SourceColumn::inKey)) {
        return new Verdict.Unproven(
            "the table has no primary key, so that its rows cannot be told apart");
      }
      var theirs = warehouse.columns(table);
      if (theirs.isEmpty()) {
        return new Verdict.Unproven(
            "BigQuery has no table %s.%s".formatted(table.dataset(), table.table()));
      }
      return verify(table, ComparisonPlan.of(columns, theirs), source);
    } catch (SQLException e) {
      return new Verdict.Unproven("the source could not be read: " + e.getMessage());
    } catch (UnreadableTableException | BigQueryException | KafkaException e) {
      return new Verdict.Unproven(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Verdict.Unproven("it was interrupted");
    }
  }

  private Verdict verify(ComparedTable table, ComparisonPlan plan, PostgresTables source)
      throws SQLException, InterruptedException {
    Instant giveUp = Instant.now().plus(patience);
    Pending pending = new Pending();
    Instant read = source.begin();
    long equal = compareAll(table, plan, source, pending);
    if (pending.isEmpty()) {
      return new Verdict.Equal(equal);
    }
    try (CompletenessWatch watch = CompletenessWatch.connect(pipeline.kafka())) {
      if (!pending.isWhole()) {
        // Too many for a second look one by one: a second look at all, when they had their time.
        if (!awaitCompleteThrough(watch, table, read, giveUp)) {
          return behind(table, watch, pending, read);
        }
        pending = new Pending();
        source.begin();
        equal = compareAll(table, plan, source, pending);
        if (!pending.isWhole()) {
          return different(table, equal, pending);
        }
      }
      return lookAgain(table, plan, source, watch, equal, pending, giveUp);
    }
  }

  private Verdict lookAgain(
      ComparedTable table,
      ComparisonPlan plan,
      PostgresTables source,
      CompletenessWatch watch,
      long equal,
      Pending first,
      Instant giveUp)
      throws SQLException, InterruptedException {
    Pending pending = first;
    long settled = equal;
    while (Instant.now().isBefore(giveUp)) {
      Instant read = source.begin();
      Map<List<Value>, TableRow> ours = rowsOf(source, table, plan, pending.keys());
      if (!awaitCompleteThrough(watch, table, read, giveUp)) {
        return behind(table, watch, pending, read);
      }
      Pending again = new Pending();
      settled += compareSome(table, plan, ours, pending.keys(), again);
      if (again.isEmpty()) {
        return new Verdict.Equal(settled);
      }
      if (unchanged(source, table, plan, ours, again.keys())) {
        return different(table, settled, again);
      }
      pending = again;
    }
    return new Verdict.Unproven(
        "the rows that differ change faster than they can be compared; %,d are left"
            .formatted(pending.keys().size()));
  }

  private Verdict behind(
      ComparedTable table, CompletenessWatch watch, Pending pending, Instant read) {
    return new Verdict.Unproven(
        "%,d rows differ, and the table is not complete through %s after %d s: %s"
            .formatted(pending.count(), read, patience.toSeconds(), state(watch, table)));
  }

  private long compareAll(
      ComparedTable table, ComparisonPlan plan, PostgresTables source, Pending pending)
      throws SQLException {
    try (PostgresTables.Rows ours = source.rows(table, plan)) {
      return new RowMerge(plan.names(), ours, warehouse.rows(table, plan)).run(pending::add);
    }
  }

  private long compareSome(
      ComparedTable table,
      ComparisonPlan plan,
      Map<List<Value>, TableRow> ours,
      Set<List<Value>> keys,
      Pending pending) {
    Iterator<TableRow> sorted =
        ours.values().stream()
            .sorted((a, b) -> KeyOrder.ORDER.compare(a.key(), b.key()))
            .iterator();
    Iterator<TableRow> theirs =
        filtered(warehouse.rows(table, plan), row -> keys.contains(row.key())).iterator();
    return new RowMerge(plan.names(), sorted, theirs).run(pending::add);
  }

  private static Map<List<Value>, TableRow> rowsOf(
      PostgresTables source, ComparedTable table, ComparisonPlan plan, Set<List<Value>> keys)
      throws SQLException {
    Map<List<Value>, TableRow> found = new HashMap<>();
    try (PostgresTables.Rows rows = source.rows(table, plan)) {
      filtered(rows, row -> keys.contains(row.key())).forEach(row -> found.put(row.key(), row));
    }
    return found;
  }

  /// Whether these keys have the same rows in the source as they had.
  private static boolean unchanged(
      PostgresTables source,
      ComparedTable table,
      ComparisonPlan plan,
      Map<List<Value>, TableRow> before,
      Set<List<Value>> keys)
      throws SQLException {
    source.begin();
    Map<List<Value>, TableRow> now = rowsOf(source, table, plan, keys);
    return keys.stream()
        .allMatch(
            key -> Optional.ofNullable(now.get(key)).equals(Optional.ofNullable(before.get(key))));
  }

  private static boolean awaitCompleteThrough(
      CompletenessWatch watch, ComparedTable table, Instant moment, Instant giveUp)
      throws InterruptedException {
    while (Instant.now().isBefore(giveUp)) {
      Instant through = watch.through().get(table.topic());
      if (through != null && !through.isBefore(moment)) {
        return true;
      }
      Thread.sleep(PAUSE);
    }
    return false;
  }

  private static String state(CompletenessWatch watch, ComparedTable table) {
    Instant through = watch.through().get(table.topic());
    return through == null
        ? "nothing is known of it yet, or it is in its snapshot"
        : "it is complete through " + through;
  }

  private Verdict different(ComparedTable table, long equal, Pending pending) {
    return new Verdict.Different(
        equal,
        pending.missing(),
        pending.extra(),
        pending.changed(),
        pending.first(EXAMPLES),
        DeadLetters.of(pipeline.kafka(), table.topic()));
  }

  private static List<TableRow> filtered(Iterator<TableRow> rows, Predicate<TableRow> wanted) {
    List<TableRow> some = new ArrayList<>();
    while (rows.hasNext()) {
      TableRow row = rows.next();
      if (wanted.test(row)) {
        some.add(row);
      }
    }
    return some;
  }
}
