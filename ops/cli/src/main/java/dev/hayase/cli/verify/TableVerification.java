package dev.hayase.cli.verify;

import dev.hayase.cli.topics.DeadLetters;
import dev.hayase.cli.value.Value;
import dev.hayase.pipeline.KafkaCluster;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The comparison of one table.
final class TableVerification {
  private static final int EXAMPLES = 10;

  private final TwoSides sides;
  private final Catching catching;
  private final KafkaCluster kafka;

  TableVerification(TwoSides sides, Catching catching, KafkaCluster kafka) {
    this.sides = sides;
    this.catching = catching;
    this.kafka = kafka;
  }

  Verdict verdict() throws SQLException, InterruptedException {
    Instant read = sides.readSourceAsOfNow();
    List<SourceColumn> columns = sides.sourceColumns();
    if (columns.isEmpty()) {
      return new Verdict.Unproven("the source has no table " + sides.table().name());
    }
    if (columns.stream().noneMatch(SourceColumn::inKey)) {
      return new Verdict.Unproven(
          "the table has no primary key, so that its rows cannot be told apart");
    }
    Optional<ComparisonPlan> plan = sides.plan();
    if (plan.isEmpty()) {
      return catching.upWith(read) ? fromTheTop() : behind("BigQuery has no such table yet", read);
    }
    Pending pending = new Pending();
    long equal = sides.compareAll(plan.get(), pending);
    if (pending.isEmpty()) {
      return new Verdict.Equal(equal);
    }
    if (pending.isWhole()) {
      return lookAgain(equal, pending);
    }
    // Too many to look at again one by one: a second look at all, when they had their time.
    return catching.upWith(read) ? fromTheTop() : behind(differing(pending), read);
  }

  /// The whole once more, after the table had time to catch up.
  private Verdict fromTheTop() throws SQLException, InterruptedException {
    sides.readSourceAsOfNow();
    Optional<ComparisonPlan> plan = sides.plan();
    if (plan.isEmpty() && sides.sourceIsEmpty()) {
      // A table comes to BigQuery with its first row.
      return new Verdict.Equal(0);
    }
    if (plan.isEmpty()) {
      return new Verdict.Unproven(
          "BigQuery has no table %s.%s, and everything that the source holds was loaded"
              .formatted(sides.table().dataset(), sides.table().table()));
    }
    Pending pending = new Pending();
    long equal = sides.compareAll(plan.get(), pending);
    if (pending.isEmpty()) {
      return new Verdict.Equal(equal);
    }
    return pending.isWhole() ? lookAgain(equal, pending) : different(equal, pending);
  }

  private Verdict lookAgain(long equalBefore, Pending before)
      throws SQLException, InterruptedException {
    long equal = equalBefore;
    Pending pending = before;
    while (catching.patient()) {
      Instant read = sides.readSourceAsOfNow();
      ComparisonPlan plan = sides.plan().orElseThrow();
      Map<List<Value>, TableRow> ours = sides.sourceRows(plan, pending.keys());
      if (!catching.upWith(read)) {
        return behind(differing(pending), read);
      }
      if (!sides.plan().equals(Optional.of(plan))) {
        // A column was added meanwhile: what it holds was not compared.
        continue;
      }
      Pending still = new Pending();
      equal += sides.compare(plan, ours, pending.keys(), still);
      if (still.isEmpty()) {
        return new Verdict.Equal(equal);
      }
      if (unchanged(plan, ours, still.keys())) {
        return different(equal, still);
      }
      pending = still;
    }
    return new Verdict.Unproven(
        "the rows that differ change faster than they can be compared; %,d are left"
            .formatted(pending.count()));
  }

  /// Whether these keys have the same rows in the source as they had.
  private boolean unchanged(
      ComparisonPlan plan, Map<List<Value>, TableRow> before, Set<List<Value>> keys)
      throws SQLException {
    sides.readSourceAsOfNow();
    Map<List<Value>, TableRow> now = sides.sourceRows(plan, keys);
    return keys.stream()
        .allMatch(
            key -> Optional.ofNullable(now.get(key)).equals(Optional.ofNullable(before.get(key))));
  }

  private static String differing(Pending pending) {
    return "%,d rows differ".formatted(pending.count());
  }

  private Verdict behind(String what, Instant read) {
    return new Verdict.Unproven(
        "%s, and the table is not complete through %s in time: %s"
            .formatted(what, read, catching.state()));
  }

  private Verdict different(long equal, Pending pending) {
    return new Verdict.Different(
        equal,
        pending.missing(),
        pending.extra(),
        pending.changed(),
        pending.first(EXAMPLES),
        DeadLetters.of(kafka, sides.table().topic()));
  }
}
