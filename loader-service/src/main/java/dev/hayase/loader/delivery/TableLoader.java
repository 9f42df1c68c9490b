package dev.hayase.loader.delivery;

import dev.hayase.loader.batch.Assignment;
import dev.hayase.loader.batch.Settled;
import dev.hayase.loader.flow.MemoryBudget;
import dev.hayase.loader.flow.TableFlow;
import dev.hayase.pipeline.TableSettings;
import dev.hayase.pipeline.knob.Knob;
import dev.hayase.pipeline.knob.TableKnobs.Turned;
import dev.hayase.records.SourcePartition;
import dev.hayase.records.SourceRecord;
import dev.hayase.records.format.TopicFormat;
import dev.hayase.records.table.TableMode;
import dev.hayase.records.table.TableRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Loads one topic into one table. Its thread takes [Mail] and does one step after the other
/// ([TableWork]); the public methods only post mail or read what the thread has published, and
/// never block.
public final class TableLoader implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(TableLoader.class);

  private final String topic;
  private final TableContext context;
  private final BlockingQueue<Mail> mailbox = new LinkedBlockingQueue<>();
  private final Standing standing = new Standing();
  private final TableFlow flow;
  private final Trouble trouble;
  private final Settlement settlement;
  private final TableWork work;

  public TableLoader(
      String topic,
      TableRef table,
      TableMode mode,
      TableSettings settings,
      Supplier<TopicFormat> formats,
      TableContext context) {
    this.topic = topic;
    this.context = context;
    this.flow = context.steering().of(topic);
    this.trouble = new Trouble(topic, table.toString(), context.metrics(), context.clock());
    this.settlement = new Settlement(topic, table, context, mailbox::add);
    this.work =
        new TableWork(
            topic,
            Destination.of(table, mode, settings),
            formats,
            context,
            mailbox,
            standing,
            settlement,
            trouble);
    trouble.mode(mode.code());
    context.metrics().observe(topic, settlement::heldBytes, standing::oldestMillis);
    flow.whenTurned(() -> mailbox.add(new Mail.LookAgain()));
  }

  /// Has the table's thread do this whenever [#settled] has changed for a partition. To be said
  /// before the thread begins.
  public void whenSettled(Consumer<SourcePartition> then) {
    standing.whenSettled(then);
  }

  /// The partition is ours.
  ///
  /// @param halt why it must not be loaded
  public void assign(int partition, Assignment assignment, Optional<Halt> halt) {
    mailbox.add(new Mail.Assigned(partition, assignment, halt));
  }

  /// The partition is no longer ours.
  public void revoke(int partition) {
    mailbox.add(new Mail.Revoked(partition));
  }

  /// Takes records.
  ///
  /// @param nextOffset the offset after everything that Kafka had up to them, markers included
  public void receive(int partition, List<SourceRecord> records, long nextOffset) {
    hold(records);
    mailbox.add(new Mail.Received(partition, records, nextOffset));
  }

  /// Begins to load records beside the live flow; the run hears of it.
  public void beginSide(SideRun run) {
    mailbox.add(new Mail.SideBegins(run));
  }

  /// Takes records of a run, which stay in the order of their offsets.
  ///
  /// @param nextOffset the offset up to which there are no others
  public void receiveSide(SideRun run, List<SourceRecord> records, long nextOffset) {
    hold(records);
    mailbox.add(new Mail.SideReceived(run, records, nextOffset));
  }

  /// The run is over, or given up.
  public void endSide(SideRun run) {
    mailbox.add(new Mail.SideEnds(run));
  }

  private void hold(List<SourceRecord> records) {
    if (!records.isEmpty()) {
      long bytes = 0;
      for (SourceRecord record : records) {
        bytes += record.size();
      }
      settlement.hold(bytes);
      context.metrics().received(topic, records.size());
    }
  }

  /// Sends what is there without waiting for more.
  public void flush() {
    mailbox.add(new Mail.Flush());
  }

  /// Ends the thread; what is not settled is left to a successor.
  public void stop() {
    mailbox.add(new Mail.Stop());
  }

  /// How far each partition is settled.
  public Map<SourcePartition, Settled> settled() {
    return standing.settled();
  }

  /// Bytes that the table's records and rows hold.
  public long heldBytes() {
    return settlement.heldBytes();
  }

  /// Bytes that records and rows hold that wait for nothing but their turn.
  long waitingBytes() {
    return settlement.heldBytes() - standing.awaitingBytes();
  }

  /// Whether a partition's records wait for something that others have to bring, so that it is not
  /// to be polled.
  public boolean isDetained(int partition) {
    return standing.isDetained(partition);
  }

  /// Whether it holds anything, or is paused by its operator.
  public boolean isBusy() {
    return settlement.heldBytes() > 0 || flow.knobs().paused();
  }

  /// Whether it holds nothing, or its operator has paused it.
  public boolean isAtRest() {
    return settlement.heldBytes() <= 0 || flow.knobs().paused();
  }

  /// What it holds, and may hold.
  public MemoryBudget.Holding holding() {
    return flow.holding(settlement.heldBytes());
  }

  /// What of that waits for nothing but its turn.
  public MemoryBudget.Holding waiting() {
    return flow.holding(waitingBytes());
  }

  /// Whether its operator has paused it.
  public boolean isPaused() {
    return flow.knobs().paused();
  }

  /// Whether nothing of it will settle before somebody acts.
  public boolean isHalted() {
    return trouble.status().state() == TableStatus.State.HALTED;
  }

  public TableStatus status() {
    Optional<Turned> paused =
        Optional.ofNullable(context.steering().turned(topic).turned().get(Knob.PAUSED.name()));
    TableStatus status = trouble.status();
    if (isPaused()) {
      return paused.map(status::paused).orElse(status);
    }
    return settlement.heldBytes() > 0
        ? flow.brakedSince().map(status::braked).orElse(status)
        : status;
  }

  @Override
  public void run() {
    try {
      work.untilStopped();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.atError().addKeyValue("topic", topic).setCause(e).log("The table's thread failed");
      trouble.halted(
          this,
          "an error in the loader itself: " + e,
          "Report it with the log, then restart the loader");
    }
  }
}
