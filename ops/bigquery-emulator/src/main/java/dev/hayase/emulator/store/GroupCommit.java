package dev.hayase.emulator.store;

import dev.hayase.emulator.catalog.Column;
import dev.hayase.emulator.catalog.TableDefinition;
import dev.hayase.emulator.row.Row;
import dev.hayase.emulator.store.Append.Kind;
import dev.hayase.emulator.store.Append.Outcome;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
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
  private record Staged(AppendLane.Waiting waiting, List<Row> rows, OptionalLong offset) {}

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
    Map<String, Long> ends = new HashMap<>();
    List<Staged> staged = new ArrayList<>();
    for (AppendLane.Waiting waiting : group) {
      stage(waiting, ends, staged);
    }
    if (staged.isEmpty()) {
      return;
    }
    boolean changes = isChange(group.getFirst());
    try {
      if (changes) {
        table.forgetOldDeletions(now);
      } else {
        table.mergePending();
      }
      table.database.transaction(connection -> {
        write(connection, staged, changes, now);
        recordProgress(connection, ends);
        return null;
      });
    } catch (StoreException e) {
      staged.forEach(s -> s.waiting().outcome().complete(new Outcome.Failed(e.text())));
      return;
    }
    publish(staged, ends, changes, now);
  }

  private void stage(AppendLane.Waiting waiting, Map<String, Long> ends, List<Staged> staged) {
    Append append = waiting.append();
    Outcome refusal = refusal(append, ends);
    if (refusal != null) {
      waiting.outcome().complete(refusal);
      return;
    }
    switch (append.rows().decode(table.definition())) {
      case Append.Decoded.Bad _ -> waiting.outcome().complete(new Outcome.Refused());
      case Append.Decoded.Good(List<Row> rows) -> {
        String stream = append.stream();
        OptionalLong offset = OptionalLong.empty();
        if (stream != null) {
          long end = end(stream, ends);
          offset = OptionalLong.of(end);
          ends.put(stream, end + rows.size());
        }
        staged.add(new Staged(waiting, rows, offset));
      }
    }
  }

  private long end(String stream, Map<String, Long> ends) {
    Long staged = ends.get(stream);
    StreamState state = table.streams.get(stream);
    return staged != null ? staged : state != null ? state.rows() : 0;
  }

  private @Nullable Outcome refusal(Append append, Map<String, Long> ends) {
    if (table.isDropped()) {
      return new Outcome.TableMissing();
    }
    if (append.change() != Kind.INSERT) {
      if (table.definition().primaryKey().isEmpty()) {
        return new Outcome.NoPrimaryKey();
      }
      if (table.changes().conflicts(append.change())) {
        return new Outcome.SequencesMixed();
      }
    }
    String stream = append.stream();
    if (stream == null) {
      return null;
    }
    StreamState state = table.streams.get(stream);
    if (state == null) {
      return new Outcome.StreamMissing();
    }
    if (state.finalized()) {
      return new Outcome.StreamFinalized();
    }
    long end = end(stream, ends);
    if (append.expectedOffset().isPresent() && append.expectedOffset().getAsLong() != end) {
      long received = append.expectedOffset().getAsLong();
      return received < end
          ? new Outcome.OffsetExists(end, received)
          : new Outcome.OffsetBeyond(end, received);
    }
    return null;
  }

  private void write(DuckDBConnection connection, List<Staged> staged, boolean changes, long now)
      throws SQLException {
    TableDefinition definition = table.definition();
    List<Column> columns = definition.schema().columns();
    long ordinal = table.changes().lastOrdinal();
    String target = changes ? Storage.changes(table.id) : Storage.rows(table.id);
    try (RowAppender appender = new RowAppender(connection, target, columns)) {
      for (Staged append : staged) {
        for (Row row : append.rows()) {
          appender.append(row, now, row.change() == null ? 0 : ++ordinal);
        }
      }
    }
  }

  private static void recordProgress(DuckDBConnection connection, Map<String, Long> ends)
      throws SQLException {
    if (ends.isEmpty()) {
      return;
    }
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO meta.progress VALUES (?, ?)")) {
      for (Map.Entry<String, Long> end : ends.entrySet()) {
        insert.setString(1, end.getKey());
        insert.setLong(2, end.getValue());
        insert.execute();
      }
    }
  }

  private void publish(List<Staged> staged, Map<String, Long> ends, boolean changes, long now) {
    ends.forEach(
        (stream, end) -> table.streams.computeIfPresent(stream, (_, s) -> s.withRows(end)));
    table.streamed(now);
    if (changes) {
      long rows = 0;
      boolean deletes = false;
      boolean sequenced = false;
      for (Staged append : staged) {
        rows += append.rows().size();
        sequenced |= append.waiting().append().change() == Kind.CHANGE_WITH_SEQUENCE;
        deletes |= append.rows().stream().anyMatch(Row::isDeletion);
      }
      table.changed(table.changes().wrote(rows, sequenced, deletes ? now : Long.MAX_VALUE));
    }
    staged.forEach(s -> s.waiting().outcome().complete(new Outcome.Appended(s.offset())));
  }
}
