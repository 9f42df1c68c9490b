package dev.hayase.loader.delivery;

import dev.hayase.loader.outcome.Failure;
import dev.hayase.loader.outcome.FailurePolicy;
import dev.hayase.loader.outcome.Verdict;
import dev.hayase.loader.outcome.Verdict.Pace;
import dev.hayase.records.table.TableMode;
import dev.hayase.records.table.TableShape;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Has the table prepared for the schemas that records name: one preparation at a time, elsewhere,
/// so that the table's thread goes on with what it can. Used by the table's thread.
final class Preparing {
  private final TableContext context;
  private final Preparation preparation;
  private final Plans plans;
  private final Intake intake;
  private final Lanes lanes;
  private final Trouble trouble;
  private final Supplier<Collection<PartitionLoad>> everyLoad;
  private final Consumer<Mail> post;
  private final Set<String> doubted = new LinkedHashSet<>();
  private final Loosening loosening = new Loosening();
  private final FloatGuard guard;
  private Map<PartitionLoad, Long> receivedAtLookup = Map.of();
  private Optional<String> topicId = Optional.empty();
  private int failures;

  /// @param everyLoad the partitions whose records may wait
  Preparing(
      TableContext context,
      Preparation preparation,
      Plans plans,
      Intake intake,
      Lanes lanes,
      FloatGuard guard,
      Trouble trouble,
      Supplier<Collection<PartitionLoad>> everyLoad,
      Consumer<Mail> post) {
    this.context = context;
    this.preparation = preparation;
    this.plans = plans;
    this.intake = intake;
    this.lanes = lanes;
    this.guard = guard;
    this.trouble = trouble;
    this.everyLoad = everyLoad;
    this.post = post;
  }

  /// The topic's id in Kafka. If it is another one than before, the topic was made anew.
  void topicIs(String id) {
    if (!topicId.equals(Optional.of(id))) {
      topicId = Optional.of(id);
      plans.forget();
    }
  }

  /// The partition's records wait until the table is prepared for this schema.
  void await(PartitionLoad load, String schemaKey) {
    load.awaitedSchema = schemaKey;
    begin(schemaKey);
  }

  /// Rows of this shape do not go: the table is looked at again.
  void doubt(TableShape shape) {
    doubted.addAll(plans.schemaKeys(shape));
    beginDoubted();
  }

  /// Columns are about to become FLOAT64.
  void widening(Mail.Widening widening) {
    guard.begin(widening.columns(), plans.shape(), widening.clear());
  }

  /// Whether rows that BigQuery refuses now may be acceptable soon, since the table demands less
  /// than it did.
  boolean mayStillTake(long nowMillis) {
    return loosening.isSpreading(nowMillis);
  }

  private void beginDoubted() {
    if (!doubted.isEmpty() && !plans.isPreparing()) {
      begin(doubted.iterator().next());
    }
  }

  private void begin(String schemaKey) {
    if (plans.begin(schemaKey)) {
      Map<PartitionLoad, Long> received = new HashMap<>();
      everyLoad.get().forEach(load -> received.put(load, load.next()));
      receivedAtLookup = received;
      Set<String> others = waiting(schemaKey);
      TableShape shape = plans.shape();
      Optional<TableMode> mode = plans.mode();
      Optional<String> id = topicId;
      context
          .elsewhere()
          .execute(() ->
              post.accept(
                  new Mail.Prepared(schemaKey, prepare(schemaKey, others, shape, mode, id))));
    }
  }

  /// Other schemas that records wait for, or that are doubted: they may be prepared in passing.
  private Set<String> waiting(String schemaKey) {
    Set<String> waiting = new LinkedHashSet<>(doubted);
    everyLoad.get().forEach(load -> waiting.addAll(intake.schemasAhead(load)));
    waiting.remove(schemaKey);
    waiting.remove(Plans.TABLE_ITSELF);
    return waiting;
  }

  private Preparation.Result prepare(
      String schemaKey,
      Set<String> others,
      TableShape shape,
      Optional<TableMode> mode,
      Optional<String> id) {
    try {
      return schemaKey.equals(Plans.TABLE_ITSELF)
          ? preparation.recall()
          : preparation.prepare(schemaKey, others, shape, mode, id);
    } catch (RuntimeException e) {
      return new Preparation.Result.Failed(
          new Failure.Unavailable("Preparing the table failed: " + e));
    }
  }

  /// A preparation has ended.
  void ended(Mail.Prepared prepared, long nowMillis) {
    plans.ended();
    doubted.remove(prepared.schemaKey());
    long retryAt = judge(prepared, nowMillis);
    for (PartitionLoad load : everyLoad.get()) {
      if (load.awaitedSchema != null) {
        load.awaitedSchema = null;
        load.blockedUntilMillis = Math.max(load.blockedUntilMillis, retryAt);
      }
    }
    beginDoubted();
  }

  /// When those that wait may go on, or try again.
  private long judge(Mail.Prepared prepared, long nowMillis) {
    switch (prepared.result()) {
      case Preparation.Result.Ready ready -> ready(ready, nowMillis);
      case Preparation.Result.Recalled recalled -> {
        plans.recalled(recalled.history());
        trouble.over(preparation);
      }
      case Preparation.Result.UnknownSchema _ ->
          receivedAtLookup.forEach(
              (load, next) -> load.unknownSchemas.put(prepared.schemaKey(), next));
      case Preparation.Result.Refused refused -> {
        long retryAt = nowMillis + context.pauses().millis(Pace.SETUP, ++failures);
        trouble.halted(
            preparation,
            "table-refused",
            refused.reason(),
            refused.remedy(),
            Optional.of(Instant.ofEpochMilli(retryAt)));
        return retryAt;
      }
      case Preparation.Result.Failed failed -> {
        // What preparing could not mend, waiting for the schema will not either.
        Verdict verdict = FailurePolicy.verdict(failed.failure());
        Pace pace = verdict instanceof Verdict.Retry(Pace p) ? p : Pace.SETUP;
        long retryAt = nowMillis + context.pauses().millis(pace, ++failures);
        trouble.failed(preparation, failed.failure(), new Verdict.Retry(pace), retryAt);
        return retryAt;
      }
    }
    return nowMillis;
  }

  private void ready(Preparation.Result.Ready ready, long nowMillis) {
    failures = 0;
    if (ready.made()) {
      // Nothing that it should not get back was ever in it.
      everyLoad.get().stream().filter(load -> load.side == null).forEach(load -> load.foldTo = 0);
    }
    plans.ready(ready);
    ready.prepared().forEach(one -> doubted.remove(one.schemaKey()));
    loosening.looked(ready.limits(), nowMillis);
    guard.looked(plans.shape());
    lanes.refit(ready.mode(), plans.shape(), intake::again);
    trouble.over(preparation);
    trouble.mode(ready.mode().code());
  }
}
