package dev.hayase.emulator.store;

import dev.hayase.emulator.catalog.Column;
import dev.hayase.emulator.row.Row;
import dev.hayase.emulator.store.Append.Kind;
import dev.hayase.emulator.store.Append.Outcome;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/// Applies a group of appends to one table: each is checked in its order against the streams' ends
/// as the ones before it leave them, the good ones are written in one transaction, and only then is
/// anybody answered.
final class GroupCommit {
  private final StoredTable table;

  GroupCommit(StoredTable table) {
    this.table = table;
  }

  /// An append that passed, with its rows.
  ///
  /// @param stream as the append leaves it; null for the default stream
  private record Passed(AppendLane.Waiting waiting, List<Row> rows, @Nullable StreamState stream) {
    boolean isStaged() {
      return stream != null && stream.type().isStaged();
    }

    long firstOffset() {
      return stream == null ? 0 : stream.rows() - rows.size();
    }

    OptionalLong offset() {
      return stream == null ? OptionalLong.empty() : OptionalLong.of(firstOffset());
    }
  }

  void apply(List<AppendLane.Waiting> group) {
    table.lock.lock();
    try {
      int from = 0;
      for (int to = 1; to <= group.size(); to++) {
        if (to == group.size() || isChange(group.get(to)) != isChange(group.get(from))) {
          applyAlike(group.subList(from, to));
          from = to;
        }
      }
      table.mergeIfLarge();
    } finally {
      table.lock.unlock();
    }
  }

  private static boolean isChange(AppendLane.Waiting waiting) {
    return waiting.append().change() != Kind.INSERT;
  }

  private void applyAlike(List<AppendLane.Waiting> group) {
    long now = Clocks.micros(table.clock.instant());
    boolean changes = isChange(group.getFirst());
    List<Passed> passed = new ArrayList<>();
    try {
      if (changes) {
        table.forgetOldDeletions(now);
      } else {
        table.mergePending();
      }
      AppendCheck check = new AppendCheck(table, now);
      group.forEach(waiting -> pass(waiting, check, passed));
      store(passed, check, changes, now);
    } catch (StoreException e) {
      group.forEach(waiting -> waiting.outcome().complete(new Outcome.Failed(e.text())));
      return;
    }
    passed.forEach(p -> p.waiting().outcome().complete(new Outcome.Appended(p.offset())));
  }

  private void pass(AppendLane.Waiting waiting, AppendCheck check, List<Passed> passed) {
    Append append = waiting.append();
    Outcome refusal = check.refusal(append);
    if (refusal != null) {
      waiting.outcome().complete(refusal);
      return;
    }
    switch (append.rows().decode(table.definition())) {
      case Append.Decoded.Bad _ -> waiting.outcome().complete(new Outcome.Refused());
      case Append.Decoded.Good(List<Row> rows) ->
          passed.add(new Passed(waiting, rows, check.accept(append, rows)));
    }
  }

  private void store(List<Passed> passed, AppendCheck check, boolean changes, long now) {
    if (passed.isEmpty()) {
      return;
    }
    if (table.discards()) {
      discard(passed, check);
    } else {
      table.database.transaction(connection -> {
        if (changes) {
          write(connection, Storage.changes(table.id), passed, now);
        } else {
          writePlain(connection, passed, now);
        }
        StreamMetadata.save(connection, check.streams());
        return null;
      });
      table.changed(check.changes());
    }
    check.streams().forEach(table.streams::put);
    if (passed.stream().anyMatch(p -> !p.isStaged())) {
      table.streamed(now);
    }
  }

  /// Offsets and acknowledgements are true; there is nothing to merge.
  private void discard(List<Passed> passed, AppendCheck check) {
    if (!check.streams().isEmpty()) {
      table.database.transaction(connection -> {
        StreamMetadata.save(connection, check.streams());
        return null;
      });
    }
    table.changed(check.changes().merged());
    passed.forEach(p -> table.discarded(p.rows().size()));
  }

  private void writePlain(DuckDBConnection connection, List<Passed> passed, long now)
      throws SQLException {
    Map<Boolean, List<Passed>> byStaging =
        passed.stream().collect(Collectors.partitioningBy(Passed::isStaged));
    write(connection, Storage.rows(table.id), byStaging.getOrDefault(false, List.of()), now);
    write(connection, Storage.staged(table.id), byStaging.getOrDefault(true, List.of()), now);
  }

  private void write(DuckDBConnection connection, String target, List<Passed> passed, long now)
      throws SQLException {
    if (passed.isEmpty()) {
      return;
    }
    List<Column> columns = table.definition().schema().columns();
    long lastChange = table.changes().lastOrdinal();
    try (RowAppender appender = new RowAppender(connection, target, columns)) {
      for (Passed append : passed) {
        StreamState stream = append.stream();
        boolean staged = append.isStaged();
        long at = staged && stream != null ? stream.number() : now;
        long offset = append.firstOffset();
        for (Row row : append.rows()) {
          appender.append(row, at, staged ? offset++ : row.change() == null ? 0 : ++lastChange);
        }
      }
    }
  }
}
