package dev.hayase.loader;

import dev.hayase.loader.batch.Assignment;
import dev.hayase.loader.batch.Settled;
import dev.hayase.loader.delivery.Halt;
import dev.hayase.loader.delivery.SideRun;
import dev.hayase.loader.delivery.TableContext;
import dev.hayase.loader.delivery.TableLoader;
import dev.hayase.loader.delivery.TableStatus;
import dev.hayase.loader.flow.MemoryBudget;
import dev.hayase.loader.flow.ReadAhead;
import dev.hayase.records.SourcePartition;
import dev.hayase.records.SourceRecord;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The sentence: poll, decode, place, encode, batch, append, settle, commit.
///
/// - The kafka edge **polls** and hands over what it got ([#receive]); nothing here blocks it.
/// - Each topic's [TableLoader] **decodes, places, encodes and batches** its records, **appends**
///   the batches ahead of the answers, and **settles** what was acknowledged.
/// - Before its next poll the kafka edge asks what is settled ([#settled]) and **commits** it,
///   last; and asks who holds too much, or is paused by its operator ([#pausedTopics]), and polls
///   nothing of those.
///
/// Called by the polling thread, except [#statuses], [#heldBytes] and [#close].
public final class Loader {
  private final Placement placement;
  private final Formats formats;
  private final MemoryBudget memory;
  private final TableContext context;
  private final Map<String, TableLoader> tables = new ConcurrentHashMap<>();
  private final Map<String, Halt> halts = new HashMap<>();
  private final Set<SourcePartition> newlySettled = ConcurrentHashMap.newKeySet();
  private Set<String> paused = Set.of();

  /// @param memory for everything that is read and not acknowledged
  Loader(Placement placement, Formats formats, MemoryBudget memory, TableContext context) {
    this.placement = placement;
    this.formats = formats;
    this.memory = memory;
    this.context = context;
  }

  /// The partition is ours.
  ///
  /// @param halt why it must not be loaded
  /// @return why it is not loaded
  public Optional<Halt> assign(
      SourcePartition partition, Assignment assignment, Optional<Halt> halt) {
    TableLoader table = tables.computeIfAbsent(partition.topic(), this::start);
    Optional<Halt> reason = Optional.ofNullable(halts.get(partition.topic())).or(() -> halt);
    table.assign(partition.partition(), assignment, reason);
    return reason;
  }

  private TableLoader start(String topic) {
    Placement.Place place = placement.of(topic);
    place.halt().or(() -> formats.refusal(topic)).ifPresent(halt -> halts.put(topic, halt));
    TableLoader table =
        new TableLoader(
            topic, place.table(), place.mode(), place.settings(), () -> formats.of(topic), context);
    table.whenSettled(newlySettled::add);
    Thread.ofVirtual().name("table " + topic).start(table);
    return table;
  }

  /// The partition is no longer ours; what is not settled is left to its next loader.
  public void revoke(SourcePartition partition) {
    Optional.ofNullable(tables.get(partition.topic()))
        .ifPresent(t -> t.revoke(partition.partition()));
  }

  /// Takes records.
  ///
  /// @param nextOffset the offset after everything that Kafka had up to them, markers included
  public void receive(SourcePartition partition, List<SourceRecord> records, long nextOffset) {
    Optional.ofNullable(tables.get(partition.topic()))
        .ifPresent(t -> t.receive(partition.partition(), records, nextOffset));
  }

  /// Begins to load records of one of our partitions beside its live flow; the run hears of it.
  public void beginSide(SideRun run) {
    Optional.ofNullable(tables.get(run.partition().topic()))
        .ifPresentOrElse(table -> table.beginSide(run), run::deny);
  }

  /// Takes records of a run, which stay in the order of their offsets.
  ///
  /// @param nextOffset the offset up to which there are no others
  public void receiveSide(SideRun run, List<SourceRecord> records, long nextOffset) {
    Optional.ofNullable(tables.get(run.partition().topic()))
        .ifPresent(table -> table.receiveSide(run, records, nextOffset));
  }

  /// The run is over, or given up.
  public void endSide(SideRun run) {
    Optional.ofNullable(tables.get(run.partition().topic())).ifPresent(table -> table.endSide(run));
  }

  /// Sends what is there without waiting for more.
  public void flush(Collection<SourcePartition> partitions) {
    partitions.stream()
        .map(SourcePartition::topic)
        .distinct()
        .forEach(topic -> Optional.ofNullable(tables.get(topic)).ifPresent(TableLoader::flush));
  }

  /// How far a partition is settled: what can be committed now.
  public Optional<Settled> settled(SourcePartition partition) {
    return Optional.ofNullable(tables.get(partition.topic()))
        .map(table -> table.settled().get(partition));
  }

  /// The partitions of which something else is settled than when this was asked before.
  public Set<SourcePartition> newlySettled() {
    Set<SourcePartition> taken = Set.copyOf(newlySettled);
    // Before anybody asks what is settled there: what changes from now on stands here again.
    newlySettled.removeAll(taken);
    return taken;
  }

  /// The topics whose partitions must not be polled now, because they hold too much memory or
  /// because their operator has paused them.
  public Set<String> pausedTopics() {
    context.steering().expire();
    paused = tables.values().stream().anyMatch(TableLoader::isBusy) ? pausedNow() : Set.of();
    return paused;
  }

  /// Whether a partition must not be polled now, though its topic may be: its records wait for what
  /// others have to bring.
  public boolean isDetained(SourcePartition partition) {
    TableLoader table = tables.get(partition.topic());
    return table != null && table.isDetained(partition.partition());
  }

  private Set<String> pausedNow() {
    Map<String, MemoryBudget.Holding> held = new HashMap<>();
    Map<String, MemoryBudget.Holding> waiting = new HashMap<>();
    tables.forEach((topic, table) -> {
      held.put(topic, table.holding());
      waiting.put(topic, table.waiting());
    });
    Set<String> result = memory.paused(held, paused);
    ReadAhead.DEFAULT
        .paused(waiting, paused)
        .forEach(topic -> {
          result.add(topic);
          TableLoader table = tables.get(topic);
          if (table != null && !paused.contains(topic)) {
            // No record comes that would fill its batches up.
            table.flush();
          }
        });
    return result;
  }

  /// Whether no table holds anything that could settle by itself.
  public boolean isAtRest() {
    return tables.values().stream().allMatch(TableLoader::isAtRest);
  }

  /// Whether the topic's table is paused by its operator, so that nothing of it will settle.
  public boolean isPaused(String topic) {
    TableLoader table = tables.get(topic);
    return table != null && table.isPaused();
  }

  /// Whether nothing of the topic's table will settle before somebody acts.
  public boolean isHalted(String topic) {
    TableLoader table = tables.get(topic);
    return table != null && table.isHalted();
  }

  /// Bytes that records and rows hold.
  public long heldBytes() {
    return tables.values().stream().mapToLong(TableLoader::heldBytes).sum();
  }

  /// How every table is doing.
  public List<TableStatus> statuses() {
    return tables.values().stream()
        .map(TableLoader::status)
        .sorted(Comparator.comparing(TableStatus::topic))
        .toList();
  }

  /// Ends every table's thread.
  public void close() {
    tables.values().forEach(TableLoader::stop);
  }
}
