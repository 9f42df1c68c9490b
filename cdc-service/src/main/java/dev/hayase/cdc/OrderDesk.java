package dev.hayase.cdc;

import dev.hayase.cdc.change.CapturePosition;
import dev.hayase.cdc.change.ChangeLog;
import dev.hayase.cdc.change.ChangeLog.Answer;
import dev.hayase.cdc.change.LogPlace;
import dev.hayase.cdc.kafka.Orders;
import dev.hayase.cdc.order.OrderEffect;
import dev.hayase.cdc.order.Surroundings;
import dev.hayase.cdc.source.Database;
import dev.hayase.cdc.source.Rereading;
import dev.hayase.cdc.source.TableInspection;
import dev.hayase.event.SequenceNumber;
import dev.hayase.event.order.CaptureOrder;
import dev.hayase.event.topic.ChangeTopic;
import dev.hayase.event.wire.MalformedRecordException;
import dev.hayase.event.wire.WireVersion.UnknownWireVersionException;
import dev.hayase.pipeline.KafkaCluster;
import dev.hayase.pipeline.Source;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries out what operators have ordered, before a run of the capture. Each order's effect is
/// written with its deletion in one transaction, so it is carried out once, whatever happens.
final class OrderDesk {
  private static final Logger LOG = LoggerFactory.getLogger(OrderDesk.class);

  private final Source source;
  private final Orders orders;
  private final InstantSource clock;
  private long readThrough;
  private long given;

  OrderDesk(KafkaCluster kafka, Source source, InstantSource clock) {
    this.source = source;
    this.orders = new Orders(kafka, clock);
    this.clock = clock;
  }

  /// An order was given at that offset.
  synchronized void ordered(long offset) {
    given = Math.max(given, offset + 1);
    notifyAll();
  }

  /// Whether something was ordered since [#settle].
  synchronized boolean hasNews() {
    return given > readThrough;
  }

  /// Returns when something was ordered since [#settle], or when [#leave] is called.
  synchronized void awaitNews() {
    try {
      while (!hasNews()) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Whoever waits for news waits no longer, ever.
  synchronized void leave() {
    given = Long.MAX_VALUE;
    notifyAll();
  }

  /// Carries out what is outstanding.
  ///
  /// @param stored where the capture stood
  /// @param tables looks at the database, when it is needed
  /// @return where it stands now
  Optional<CapturePosition> settle(
      Optional<CapturePosition> stored,
      Database database,
      Supplier<List<TableInspection>> tables,
      ChangeLog log) {
    Orders.Outstanding outstanding = orders.outstanding(source.name());
    synchronized (this) {
      readThrough = outstanding.end();
    }
    Optional<CapturePosition> position = stored;
    Surroundings surroundings = new At(database, tables);
    for (Map.Entry<String, byte[]> order : outstanding.orders().entrySet()) {
      Instant now = clock.instant();
      CapturePosition before = position.orElseGet(() -> never(now));
      OrderEffect effect = effect(before, order.getValue(), surroundings, now);
      CapturePosition after =
          effect instanceof OrderEffect.Done(CapturePosition next) ? next : before;
      Optional<String> refusal =
          effect instanceof OrderEffect.Refused(String reason)
              ? Optional.of(reason)
              : Optional.empty();
      log.write(
          new ChangeLog.Batch(
              List.of(), Optional.empty(), after, List.of(new Answer(order.getKey(), refusal))));
      position = Optional.of(after);
      LOG.atInfo()
          .addKeyValue("source", source.name())
          .addKeyValue("order", order.getKey())
          .addKeyValue("refusal", refusal.orElse(""))
          .log(refusal.isEmpty() ? "order carried out" : "order refused");
    }
    return position;
  }

  private static OrderEffect effect(
      CapturePosition position, byte[] order, Surroundings at, Instant now) {
    CaptureOrder read;
    try {
      read = CaptureOrder.fromJson(order);
    } catch (MalformedRecordException | UnknownWireVersionException e) {
      return new OrderEffect.Refused(String.valueOf(e.getMessage()));
    }
    return OrderEffect.of(position, read, at, now);
  }

  /// A source that was never captured; its log has no name yet, so the first run begins an epoch.
  private CapturePosition never(Instant now) {
    return CapturePosition.beforeSnapshot(
        source.name(), "", new SequenceNumber(now.getEpochSecond(), 0));
  }

  private final class At implements Surroundings {
    private final Database database;
    private final Supplier<List<TableInspection>> found;

    At(Database database, Supplier<List<TableInspection>> found) {
      this.database = database;
      this.found = found;
    }

    @Override
    public String source() {
      return source.name();
    }

    @Override
    public boolean isWanted(ChangeTopic table) {
      return table.source().equals(source.name()) && source.captures(table.schema(), table.table());
    }

    @Override
    public List<String> patterns() {
      return source.tables();
    }

    @Override
    public String snapshotRemedy() {
      return source.snapshotRemedy();
    }

    @Override
    public List<TableInspection> tables() {
      return found.get();
    }

    @Override
    public boolean canReread() {
      return database.rereading().isPresent();
    }

    @Override
    public Optional<String> problem(ChangeTopic table, String where) {
      return rereading().problem(table, where);
    }

    @Override
    public LogPlace renewLog(List<TableInspection> tables) {
      return rereading().renewLog(tables);
    }

    private Rereading rereading() {
      return database.rereading().orElseThrow();
    }
  }
}
