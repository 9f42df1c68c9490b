package dev.hayase.loader.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.TableSchema;
import dev.hayase.loader.batch.CommitNote;
import dev.hayase.loader.batch.OffsetRanges;
import dev.hayase.loader.outcome.Failure;
import dev.hayase.loader.outcome.Outcome;
import dev.hayase.loader.store.Claims;
import dev.hayase.loader.store.GroupPositions;
import dev.hayase.loader.store.Parking;
import dev.hayase.loader.store.PartitionLog;
import dev.hayase.loader.store.Rows;
import dev.hayase.loader.store.Streams;
import dev.hayase.loader.store.Tables;
import dev.hayase.records.SourcePartition;
import dev.hayase.records.SourceRecord;
import dev.hayase.records.format.Refusal;
import dev.hayase.records.format.Schemas;
import dev.hayase.records.table.PresentColumn;
import dev.hayase.records.table.PresentTable;
import dev.hayase.records.table.TableDefinition;
import dev.hayase.records.table.TableMode;
import dev.hayase.records.table.TableRef;
import dev.hayase.records.table.TableShape;
import dev.hayase.records.table.TableShape.ShapeColumn;
import dev.hayase.records.table.TableUpdate;
import dev.hayase.records.table.TableView;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Everything outside, as one recording double: what is asked of it becomes one list of actions,
/// and appends can be made to fail, before or after they took effect.
final class ScriptedWarehouse
    implements Tables, Streams, Rows, Schemas, Parking, Claims, GroupPositions, PartitionLog {
  private final List<String> actions = new ArrayList<>();
  private final List<String> closed = new ArrayList<>();
  private final Deque<Fault> faults = new ArrayDeque<>();
  private final Map<String, List<byte[]>> streams = new LinkedHashMap<>();
  private final Set<String> finished = new HashSet<>();
  private final Map<String, TableSchema> schemas = new HashMap<>();
  private final Map<Integer, Committed> committed = new HashMap<>();
  private final Deque<Outcome<Boolean>> creations = new ArrayDeque<>();
  private final Deque<Outcome<Boolean>> updates = new ArrayDeque<>();
  private boolean fitsFloat64 = true;
  private Set<Long> heldOffsets = Set.of();
  private List<byte[]> oldKeys = List.of();
  private @Nullable PresentTable present;
  private List<SourceRecord> log = List.of();
  private final Map<String, Long> announced = new LinkedHashMap<>();
  private int partitions = 2;
  private boolean readingFails;
  private boolean claimsGranted = true;
  private long claim;

  /// @param applied whether the rows are written though the answer is a failure
  private record Fault(Failure failure, boolean applied) {}

  synchronized List<String> actions() {
    return List.copyOf(actions);
  }

  synchronized ScriptedWarehouse nextAppendFails(Failure failure) {
    faults.add(new Fault(failure, false));
    return this;
  }

  synchronized ScriptedWarehouse nextAppendIsAppliedButFails(Failure failure) {
    faults.add(new Fault(failure, true));
    return this;
  }

  /// No append fails from now on.
  synchronized ScriptedWarehouse works() {
    faults.clear();
    return this;
  }

  synchronized ScriptedWarehouse nextCreationFails(Failure failure) {
    creations.add(Outcome.failed(failure));
    return this;
  }

  synchronized ScriptedWarehouse schema(TableSchema schema) {
    schemas.put(schema.fingerprint().hex(), schema);
    return this;
  }

  synchronized ScriptedWarehouse holds(Set<Long> offsets) {
    heldOffsets = offsets;
    return this;
  }

  synchronized ScriptedWarehouse oldKeys(String... keys) {
    List<byte[]> bytes = new ArrayList<>();
    for (String key : keys) {
      bytes.add(key.getBytes(UTF_8));
    }
    oldKeys = bytes;
    return this;
  }

  synchronized ScriptedWarehouse partitions(int number) {
    partitions = number;
    return this;
  }

  synchronized void forgetActions() {
    actions.clear();
  }

  synchronized ScriptedWarehouse nextReadingFails() {
    readingFails = true;
    return this;
  }

  /// What the partitions' logs hold.
  synchronized ScriptedWarehouse log(List<SourceRecord> records) {
    log = List.copyOf(records);
    return this;
  }

  synchronized ScriptedWarehouse denyClaims() {
    claimsGranted = false;
    return this;
  }

  /// A stream whose name somebody made known beside the group's commits.
  synchronized ScriptedWarehouse announced(String name) {
    announced.put(name, -1L);
    return this;
  }

  synchronized ScriptedWarehouse stream(String name, int rows) {
    List<byte[]> content = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      content.add(new byte[0]);
    }
    streams.put(name, content);
    return this;
  }

  synchronized ScriptedWarehouse present(PresentTable table) {
    present = table;
    return this;
  }

  synchronized ScriptedWarehouse committedElsewhere(int partition, long position, CommitNote note) {
    committed.put(partition, new Committed(position, note));
    return this;
  }

  /// Rows of all streams together.
  synchronized int rows() {
    return streams.values().stream().mapToInt(List::size).sum();
  }

  synchronized void note(String action) {
    actions.add(action);
  }

  @Override
  public synchronized Outcome<Optional<PresentTable>> describe(TableRef table) {
    return Outcome.done(Optional.ofNullable(present));
  }

  @Override
  public synchronized Outcome<Boolean> create(TableDefinition definition, String owner) {
    Outcome<Boolean> scripted = creations.poll();
    if (scripted != null) {
      actions.add("create failed");
      return scripted;
    }
    actions.add("create " + definition.mode().code());
    List<PresentColumn> columns = definition.columns().stream().map(PresentColumn::of).toList();
    present =
        new PresentTable(
            "1", columns, definition.primaryKey(), Optional.of(owner), Optional.empty(), 0);
    return Outcome.done(true);
  }

  @Override
  public synchronized Outcome<Boolean> update(
      TableRef table, PresentTable described, TableUpdate update) {
    Outcome<Boolean> scripted = updates.poll();
    if (scripted != null) {
      actions.add("update failed");
      return scripted;
    }
    if (!update.widened().isEmpty()) {
      actions.add("widen " + update.widened().stream().map(Column::name).toList());
      present = ChangedTable.widened(described, update);
      return Outcome.done(true);
    }
    if (!update.relaxed().isEmpty()) {
      actions.add("relax " + update.relaxed());
    }
    if (!update.added().isEmpty()) {
      actions.add("add " + update.added().stream().map(Column::name).toList());
    }
    present = ChangedTable.grown(described, update);
    return Outcome.done(true);
  }

  @Override
  public synchronized Outcome<Boolean> fitFloat64(TableRef table, String column) {
    actions.add("ask whether " + column + " fits FLOAT64");
    return Outcome.done(fitsFloat64);
  }

  @Override
  public String defaultStream(TableRef table) {
    return "default";
  }

  @Override
  public boolean belongs(String stream, TableRef table) {
    return !stream.startsWith("elsewhere");
  }

  @Override
  public synchronized Outcome<Boolean> makeView(TableView view, String owner) {
    actions.add("view " + view.ref().table());
    return Outcome.done(true);
  }

  @Override
  public synchronized Outcome<Boolean> mark(
      TableRef table, PresentTable described, String topicMark) {
    actions.add("mark");
    present =
        new PresentTable(
            described.etag() + "+",
            described.columns(),
            described.primaryKey(),
            described.owner(),
            Optional.of(topicMark),
            described.changedMillis());
    return Outcome.done(true);
  }

  @Override
  public synchronized Outcome<String> create(TableRef table) {
    String name = "s" + (streams.size() + 1);
    streams.put(name, new ArrayList<>());
    actions.add("make " + name);
    return Outcome.done(name);
  }

  @Override
  public synchronized Outcome<OptionalLong> finish(String stream) {
    actions.add("finish " + stream);
    finished.add(stream);
    List<byte[]> rows = streams.get(stream);
    return Outcome.done(rows == null ? OptionalLong.empty() : OptionalLong.of(rows.size()));
  }

  @Override
  public RowStream open(String stream, TableMode mode, TableShape shape) {
    return new RowStream() {
      @Override
      public CompletableFuture<Optional<Failure>> append(List<byte[]> rows, OptionalLong offset) {
        return CompletableFuture.completedFuture(write(stream, rows, offset));
      }

      @Override
      public void whenSchemaSpreads(Runnable listener) {}

      @Override
      public void close() {
        closed(stream);
      }
    };
  }

  private synchronized void closed(String stream) {
    closed.add(stream);
  }

  /// The streams whose connections were closed, one after the other.
  synchronized List<String> closed() {
    return List.copyOf(closed);
  }

  private synchronized Optional<Failure> write(
      String stream, List<byte[]> rows, OptionalLong offset) {
    String what =
        rows.size() + " to " + stream + (offset.isPresent() ? "@" + offset.getAsLong() : "");
    List<byte[]> content = streams.computeIfAbsent(stream, _ -> new ArrayList<>());
    Fault fault = faults.poll();
    if (finished.contains(stream)) {
      actions.add("refused " + what);
      return Optional.of(new Failure.StreamOver("finalized"));
    }
    if (fault != null && !fault.applied()) {
      actions.add("failed " + what);
      return Optional.of(fault.failure());
    }
    if (offset.isPresent() && offset.getAsLong() != content.size()) {
      actions.add("misplaced " + what);
      return Optional.of(
          offset.getAsLong() < content.size()
              ? new Failure.AlreadyApplied("within")
              : new Failure.OffsetAhead("beyond"));
    }
    content.addAll(rows);
    actions.add("append " + what);
    return fault == null ? Optional.empty() : Optional.of(fault.failure());
  }

  @Override
  public synchronized Outcome<OffsetRanges> offsets(
      TableRef table, int partition, long fromOffset) {
    actions.add("ask from " + fromOffset);
    return Outcome.done(OffsetRanges.of(heldOffsets));
  }

  @Override
  public synchronized Outcome<OffsetRanges> offsets(
      TableRef table, int partition, long fromOffset, long toOffset) {
    actions.add("ask from " + fromOffset + " to " + toOffset);
    return Outcome.done(
        OffsetRanges.of(
            heldOffsets.stream().filter(o -> o >= fromOffset && o < toOffset).toList()));
  }

  @Override
  public Outcome<Long> keysBefore(
      TableRef table, List<ShapeColumn> keyColumns, String sequence, Consumer<byte[]> eachKey) {
    List<byte[]> keys;
    synchronized (this) {
      actions.add("ask keys before " + sequence);
      keys = oldKeys;
    }
    keys.forEach(eachKey);
    return Outcome.done((long) keys.size());
  }

  @Override
  public synchronized Optional<TableSchema> find(String fingerprint) {
    return Optional.ofNullable(schemas.get(fingerprint));
  }

  @Override
  public synchronized CompletableFuture<Void> park(
      SourceRecord record, TableRef table, Refusal refusal) {
    actions.add("park " + record.offset() + " " + refusal.reason());
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public synchronized List<String> former(SourcePartition partition, long lease) {
    return announced.entrySet().stream()
        .filter(each -> each.getValue() != lease)
        .map(Map.Entry::getKey)
        .toList();
  }

  @Override
  public synchronized CompletableFuture<Long> claim(
      SourcePartition partition, long lease, CommitNote note) {
    actions.add((claimsGranted ? "claim " : "denied ") + note.stream().orElse("none"));
    if (claimsGranted) {
      announced.keySet().removeAll(finished);
    }
    announced.put(note.stream().orElse("none"), lease);
    return CompletableFuture.completedFuture(claimsGranted ? ++claim : -1);
  }

  @Override
  public CompletableFuture<Boolean> confirm(SourcePartition partition, long lease) {
    return CompletableFuture.completedFuture(true);
  }

  @Override
  public boolean read(
      SourcePartition partition,
      long from,
      long end,
      Consumer<SourceRecord> each,
      BooleanSupplier wanted) {
    List<SourceRecord> found;
    synchronized (this) {
      if (readingFails) {
        readingFails = false;
        actions.add("reading failed");
        throw new IllegalStateException("Kafka is away");
      }
      actions.add("read %d to %d".formatted(from, end));
      found =
          log.stream()
              .filter(r -> r.partition().equals(partition))
              .filter(r -> r.offset() >= from && r.offset() < end)
              .toList();
    }
    found.forEach(each);
    return wanted.getAsBoolean();
  }

  @Override
  public synchronized Map<Integer, Committed> committed(String topic) {
    return Map.copyOf(committed);
  }

  @Override
  public synchronized Map<Integer, Long> ends(String topic) {
    Map<Integer, Long> ends = new HashMap<>();
    for (int partition = 0; partition < partitions; partition++) {
      ends.put(partition, 100L);
    }
    return ends;
  }
}
