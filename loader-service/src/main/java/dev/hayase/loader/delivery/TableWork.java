package dev.hayase.loader.delivery;

import dev.hayase.loader.batch.Batch;
import dev.hayase.loader.fold.FoldRules;
import dev.hayase.loader.outcome.Failure;
import dev.hayase.loader.outcome.Verdict;
import dev.hayase.pipeline.TableSettings.Delivery;
import dev.hayase.pipeline.TableSettings.OnTruncate;
import dev.hayase.records.SourcePartition;
import dev.hayase.records.format.Refusal;
import dev.hayase.records.format.TopicFormat;
import dev.hayase.records.table.TableShape;
import dev.hayase.records.table.TableView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a table's thread does: it takes [Mail], then whatever can be done now, one step after the
/// other.
final class TableWork {
  private static final Logger LOG = LoggerFactory.getLogger(TableWork.class);
  private static final int STEPS_PER_TURN = 1_000;
  private static final long LONGEST_WAIT_MILLIS = 60_000;

  private final String topic;
  private final TableContext context;
  private final BlockingQueue<Mail> mailbox;
  private final Standing standing;
  private final Settlement settlement;
  private final Trouble trouble;

  private final Map<Integer, PartitionLoad> loads = new HashMap<>();
  private final Plans plans;
  private final Lanes lanes;
  private final Barriers barriers;
  private final FloatGuard guard;
  private final Folds folds;
  private final Intake intake;
  private final Sides sides;
  private final Preparing preparing;
  private boolean stopping;

  TableWork(
      String topic,
      Destination destination,
      Supplier<TopicFormat> formats,
      TableContext context,
      BlockingQueue<Mail> mailbox,
      Standing standing,
      Settlement settlement,
      Trouble trouble) {
    this.topic = topic;
    this.context = context;
    this.mailbox = mailbox;
    this.standing = standing;
    this.settlement = settlement;
    this.trouble = trouble;
    TopicFormat format = formats.get();
    this.plans = new Plans(format.format());
    this.lanes =
        new Lanes(destination, context, context.steering().of(topic), settlement, Reports::new);
    boolean truncates = destination.onTruncate() != OnTruncate.IGNORE;
    this.barriers =
        new Barriers(
            topic,
            destination.table(),
            truncates,
            context,
            loads,
            this::everyLoad,
            settlement,
            trouble,
            mailbox::add);
    FoldRules rules =
        new FoldRules(truncates, format.format().keysAreRows(), format.format().truncates());
    Supplier<Loadable> loadables =
        () -> new Loadable(formats.get(), context.tables(), topic, destination);
    this.folds = new Folds(context, rules, loadables, trouble, mailbox::add);
    this.guard = new FloatGuard(lanes);
    this.intake =
        new Intake(
            format.format(),
            plans,
            lanes,
            guard,
            barriers,
            folds,
            settlement,
            trouble,
            destination.onTruncate(),
            () -> showComplete(destination));
    this.sides =
        new Sides(
            destination.table(),
            destination.mode(),
            rules,
            loadables,
            context,
            loads,
            lanes,
            settlement);
    this.preparing =
        new Preparing(
            context,
            new Preparation(
                format.schemas(),
                context.tables(),
                new Shaping(context.tables(), context.rows(), topic, destination, this::widening),
                topic,
                destination),
            plans,
            intake,
            lanes,
            guard,
            trouble,
            this::everyLoad,
            mailbox::add);
  }

  /// Goes on until it is told to stop; what is not settled then is left to a successor.
  void untilStopped() throws InterruptedException {
    long next = 0;
    while (!stopping) {
      next = turn(next);
    }
    lanes.close();
    settlement.publish();
  }

  /// Takes the mail, then does whatever can be done now.
  ///
  /// @return when the next turn has to begin at the latest
  private long turn(long next) throws InterruptedException {
    long wait = Math.clamp(next - context.clock().millis(), 0, LONGEST_WAIT_MILLIS);
    @Nullable Mail mail = mailbox.poll(wait, TimeUnit.MILLISECONDS);
    for (int i = 0; mail != null && i < STEPS_PER_TURN; i++) {
      handle(mail);
      mail = mailbox.poll();
    }
    if (mail != null) {
      handle(mail);
    }
    long now = context.clock().millis();
    long due = Math.min(takeRecords(now), barriers.pump(now));
    due = Math.min(due, lanes.pump(now));
    guard.look();
    settlement.publish();
    sides.publish();
    standing.publish(loads.values(), lanes.awaitingBytes(), now);
    return due;
  }

  private void handle(Mail mail) {
    long now = context.clock().millis();
    switch (mail) {
      case Mail.Assigned assigned -> assigned(assigned);
      case Mail.Revoked revoked -> revoked(revoked.partition());
      case Mail.Received received -> received(received);
      case Mail.LaneOpened opened ->
          opened.lane().opened(opened.connection(), opened.outcome(), now);
      case Mail.Answered answered ->
          answered.lane().answered(answered.connection(), answered.sent(), answered.failure(), now);
      case Mail.ParkingDone answer -> settlement.parkingDone(answer);
      case Mail.Folded folded -> folds.folded(folded, now);
      case Mail.Prepared prepared -> preparing.ended(prepared, now);
      case Mail.Widening widening -> preparing.widening(widening);
      case Mail.GroupSeen seen -> barriers.groupSeen(seen.committed(), seen.ends());
      case Mail.SweepRows rows -> sweepRows(rows);
      case Mail.SweepEnded ended -> barriers.ended(ended.sweep(), ended.failure(), now);
      case Mail.SideBegins begins -> sides.begin(begins.run());
      case Mail.SideReceived received ->
          sides.receive(received.run(), received.records(), received.nextOffset());
      case Mail.SideEnds ends -> sides.end(ends.run());
      case Mail.SchemaSpread _ -> lanes.hurry();
      case Mail.LookAgain _ -> {}
      case Mail.Flush _ -> lanes.flush();
      case Mail.Stop _ -> stopping = true;
    }
  }

  private void assigned(Mail.Assigned assigned) {
    SourcePartition partition = new SourcePartition(topic, assigned.partition());
    PartitionLoad load = new PartitionLoad(partition, assigned.assignment());
    assigned.assignment().note().topicId().ifPresent(preparing::topicIs);
    if (assigned.halt().isPresent()) {
      load.blockedUntilMillis = Long.MAX_VALUE;
      trouble.halted(load, assigned.halt().get().reason(), assigned.halt().get().remedy());
    }
    loads.put(assigned.partition(), load);
  }

  private void revoked(int partition) {
    sides.revoke(partition);
    PartitionLoad load = loads.remove(partition);
    if (load != null) {
      barriers.revoke(load);
      folds.revoke(load);
      lanes.end(load);
      trouble.over(load);
      load.queue.forEach(settlement::returned);
      standing.gone(load.partition);
    }
  }

  private void received(Mail.Received received) {
    PartitionLoad load = loads.get(received.partition());
    if (load == null) {
      received.records().forEach(settlement::returned);
    } else {
      load.receive(received.records(), received.nextOffset()).forEach(settlement::returned);
    }
  }

  /// A snapshot is complete: whoever reads the view sees it.
  private void showComplete(Destination destination) {
    TableView view =
        TableView.complete(destination.table(), destination.delivery() == Delivery.AT_LEAST_ONCE);
    context.elsewhere().execute(() -> new Views(context.tables(), topic).make(view));
  }

  /// Asked by a preparation, elsewhere.
  private CompletableFuture<Void> widening(Set<String> columns) {
    CompletableFuture<Void> clear =
        new CompletableFuture<Void>().orTimeout(LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS);
    mailbox.add(new Mail.Widening(columns, clear));
    return clear;
  }

  private void sweepRows(Mail.SweepRows rows) {
    barriers
        .of(rows.sweep())
        .ifPresent(barrier -> lanes.sweep(barrier, rows.sweep().shape(), rows.deletions()));
  }

  /// Takes records from every partition that is not waiting, by turns.
  private long takeRecords(long now) {
    long due = Long.MAX_VALUE;
    for (PartitionLoad load : everyLoad()) {
      for (int i = 0; i < STEPS_PER_TURN && isReady(load, now); i++) {
        Optional<String> unprepared = intake.take(load, now);
        if (unprepared.isPresent()) {
          preparing.await(load, unprepared.get());
        }
      }
      if (isReady(load, now)) {
        due = now;
      } else if (!load.queue.isEmpty() && load.blockedUntilMillis > now) {
        due = Math.min(due, load.blockedUntilMillis);
      }
    }
    return due;
  }

  private static boolean isReady(PartitionLoad load, long now) {
    return !load.queue.isEmpty()
        && load.barrier == null
        && load.awaitedSchema == null
        && !load.folding
        && load.blockedUntilMillis <= now;
  }

  private Collection<PartitionLoad> everyLoad() {
    if (sides.loads().isEmpty()) {
      return loads.values();
    }
    List<PartitionLoad> every = new ArrayList<>(loads.values());
    every.addAll(sides.loads());
    return every;
  }

  /// What lanes report.
  private final class Reports implements LaneOwner {
    private final @Nullable PartitionLoad load;

    private Reports(@Nullable PartitionLoad load) {
      this.load = load;
    }

    @Override
    public void post(Mail mail) {
      mailbox.add(mail);
    }

    @Override
    public void loaded(Batch batch) {
      int swept = settlement.loaded(batch);
      if (swept > 0) {
        for (PartitionLoad any : loads.values()) {
          if (any.barrier != null && any.barrier.sweep != null) {
            any.barrier.sweep.acknowledged(swept);
          }
        }
      }
    }

    @Override
    public void found(Batch.Entry entry) {
      settlement.found(entry);
    }

    @Override
    public void refused(Batch.Entry entry, Refusal refusal) {
      if (entry.record() == null) {
        LOG.atError()
            .addKeyValue("topic", topic)
            .addKeyValue("reason", refusal.reason())
            .log("BigQuery refused the deletion of an old row");
        settlement.found(entry);
      } else {
        if (load != null && load.side != null) {
          load.side.parked();
        }
        settlement.park(entry, refusal);
      }
    }

    @Override
    public void streamBegins(Opener.Fresh fresh) {
      if (load != null) {
        load.streamBegins(fresh);
      }
    }

    @Override
    public long settledOffset() {
      return load == null ? 0 : load.position();
    }

    @Override
    public void took(TableShape shape) {
      if (plans.shape().takes(shape)) {
        lanes.took(shape);
      }
    }

    @Override
    public boolean mayStillTake(long nowMillis) {
      return preparing.mayStillTake(nowMillis);
    }

    @Override
    public void schemaSpread() {
      mailbox.add(new Mail.SchemaSpread());
    }

    @Override
    public void schemaDoubted(TableShape shape) {
      preparing.doubt(shape);
    }

    @Override
    public void troubled(Failure failure, Verdict verdict, long nextAttemptMillis) {
      trouble.failed(this, failure, verdict, nextAttemptMillis);
    }

    @Override
    public void held(long nextAttemptMillis) {
      trouble.ruleSpreads(this, nextAttemptMillis);
    }

    @Override
    public void flowing() {
      trouble.over(this);
      settlement.answered();
    }

    @Override
    public void gone() {
      trouble.over(this);
    }
  }
}
