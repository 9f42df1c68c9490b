package dev.hayase.cdc.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.cdc.change.CaptureListener;
import dev.hayase.cdc.change.Captured.ChunkEdge;
import dev.hayase.cdc.change.Captured.RowChange;
import dev.hayase.cdc.change.Numbering;
import dev.hayase.cdc.change.Outgoing;
import dev.hayase.cdc.change.TableRun;
import dev.hayase.cdc.change.WalPlace;
import dev.hayase.cdc.snapshot.ImaginedDatabase.Entry;
import dev.hayase.cdc.value.TableShape;
import dev.hayase.cdc.value.postgres.PostgresColumn;
import dev.hayase.cdc.value.postgres.PostgresWriter;
import dev.hayase.event.SequenceNumber;
import dev.hayase.event.change.Operation;
import dev.hayase.event.change.Origin;
import dev.hayase.event.control.ControlRecord;
import dev.hayase.event.topic.ChangeTopic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Random histories of an imagined database: what a mirror comes to hold is the table.
class TableSnapshotsTest {
  private static final int HISTORIES = Integer.getInteger("hayase.test.histories", 3_000);
  private static final int STEPS = 400;
  private static final ChangeTopic NOTES = new ChangeTopic("school", "public", "notes");
  private static final TableShape SHAPE =
      new TableShape(
          List.of(
              new PostgresWriter(PostgresColumn.of("id", "int4", 23), 2),
              new PostgresWriter(PostgresColumn.of("v", "int4", 23), 2)),
          List.of("id"));

  @Test
  void whateverHappensMeanwhileTheMirrorBecomesTheTable() {
    for (int seed = 0; seed < HISTORIES; seed++) {
      new History(seed).run();
    }
  }

  @Test
  void aChunkBesideTooManyChangesIsReadAgain() {
    for (int seed = 0; seed < 300; seed++) {
      History history = new History(seed);
      history.mostKeys = 2;
      history.mostTransactions = 2;
      history.run();
    }
  }

  /// One history, from its seed.
  private static final class History implements Emission {
    private final int seed;
    private final Random random;
    private final ImaginedDatabase database;
    private final Map<Integer, SequenceNumber> numbers = new HashMap<>();
    private final Map<Integer, Integer> mirror = new TreeMap<>();
    private final List<Runnable> afterwards = new ArrayList<>();
    private final Numbering numbering = new Numbering(new SequenceNumber(1, 0));
    private int mostKeys = 1_000;
    private int mostTransactions = 1_000;
    private int sessions;
    private int read;
    private TableSnapshots snapshots;

    History(int seed) {
      this.seed = seed;
      this.random = new Random(seed);
      this.database = new ImaginedDatabase(random, SHAPE, -7);
      for (int key = 0; key < 12; key++) {
        if (random.nextBoolean()) {
          database.put(key, 1_000 + key);
        }
        // What the mirror has is anything: ghosts, too, and rows of another time.
        mirror.put(key, 2_000 + key);
        numbers.put(key, numbering.next());
      }
      this.snapshots = session(List.of(TableRun.fresh(NOTES, Optional.empty(), List.of("id"))));
    }

    private TableSnapshots session(List<TableRun> runs) {
      String name = "session" + ++sessions;
      database.session(name);
      return new TableSnapshots(
          name,
          runs,
          Map.of(NOTES, 2),
          database,
          numbering,
          new Unheard(),
          mostKeys,
          mostTransactions);
    }

    void run() {
      snapshots = session(snapshots.runs());
      for (int i = 0; i < STEPS; i++) {
        switch (random.nextInt(6)) {
          case 0, 1 -> database.work();
          case 2 -> database.readOn();
          case 3 -> {
            if (random.nextInt(40) == 0) {
              snapshots = session(snapshots.runs());
            }
          }
          default -> stream();
        }
      }
      for (int i = 0; i < 200 && !snapshots.runs().isEmpty(); i++) {
        database.endAll();
        database.readOn();
        streamAll();
      }
      database.endAll();
      streamAll();
      assertThat(snapshots.runs()).as("seed %d", seed).isEmpty();
      assertThat(mirror).as("seed %d", seed).isEqualTo(database.rows());
    }

    private void streamAll() {
      while (read < database.log().size()) {
        stream();
      }
    }

    private void stream() {
      snapshots.begin();
      if (read == database.log().size()) {
        return;
      }
      switch (database.log().get(read++)) {
        case Entry.Change change -> {
          snapshots.changed(rowChange(change));
          if (change.before() != null) {
            set(change.before(), null);
          }
          if (change.after() != null) {
            set(change.after(), change.value());
          }
        }
        case Entry.Truncate _ -> {
          snapshots.truncated(NOTES);
          mirror.clear();
        }
        case Entry.Edge edge ->
            snapshots.edge(new ChunkEdge(edge.mark(), 1, WalPlace.afterCommit(read)), this);
      }
      List<Runnable> now = List.copyOf(afterwards);
      afterwards.clear();
      now.forEach(Runnable::run);
    }

    private void set(int key, @Nullable Integer value) {
      numbers.put(key, numbering.next());
      if (value == null) {
        mirror.remove(key);
      } else {
        mirror.put(key, value);
      }
    }

    private static RowChange rowChange(Entry.Change change) {
      return new RowChange(
          NOTES,
          SHAPE,
          Operation.UPDATE,
          row(change.before(), change.value()),
          row(change.after(), change.value()),
          new Origin(
              "postgresql",
              "school",
              "db",
              "public",
              "notes",
              1,
              false,
              1L,
              Integer.toUnsignedLong(change.transaction())),
          WalPlace.afterCommit(1));
    }

    private static @Nullable List<@Nullable String> row(@Nullable Integer key, int value) {
      return key == null ? null : List.of(Integer.toString(key), Integer.toString(value));
    }

    @Override
    public void controls(List<Outgoing> records) {
      Outgoing last = records.getLast();
      ControlRecord control = ControlRecord.fromJson(last.value());
      if (control instanceof ControlRecord.SnapshotEnd end) {
        mirror
            .keySet()
            .removeIf(key -> numbers.getOrDefault(key, end.cutoff()).compareTo(end.cutoff()) < 0);
      }
    }

    @Override
    public void row(
        ChangeTopic table,
        TableShape shape,
        List<@Nullable String> row,
        Origin origin,
        @Nullable String snapshotId) {
      set(number(row, 0), number(row, 1));
    }

    private static int number(List<@Nullable String> row, int index) {
      return Integer.parseInt(String.valueOf(row.get(index)));
    }

    @Override
    public void afterwards(Runnable action) {
      afterwards.add(action);
    }
  }

  private static final class Unheard implements CaptureListener {
    @Override
    public void written(ChangeTopic table, String operation) {}

    @Override
    public void leftOut(ChangeTopic table) {}

    @Override
    public void snapshotStarted() {}

    @Override
    public void snapshotEnded(ChangeTopic table) {}

    @Override
    public void streaming() {}
  }
}
