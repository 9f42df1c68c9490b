package dev.hayase.emulator.store;

import dev.hayase.emulator.row.Row;
import dev.hayase.emulator.store.Append.Kind;
import dev.hayase.emulator.store.Append.Outcome;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The rules of appending, for a group of appends to one table: each is checked against streams and
/// changes as the ones before it leave them. Used with the table's lock held.
final class AppendCheck {
  private final StoredTable table;
  private final long now;
  private final Map<String, StreamState> streams = new HashMap<>();
  private ChangeState changes;

  AppendCheck(StoredTable table, long now) {
    this.table = table;
    this.now = now;
    this.changes = table.changes();
  }

  /// Why BigQuery refuses the append, or null.
  @Nullable Outcome refusal(Append append) {
    if (table.isDropped()) {
      return new Outcome.TableMissing();
    }
    if (append.change() != Kind.INSERT) {
      if (table.definition().primaryKey().isEmpty()) {
        return new Outcome.NoPrimaryKey();
      }
      if (changes.conflicts(append.change())) {
        return new Outcome.SequencesMixed();
      }
    }
    String name = append.stream();
    return name == null ? null : refusal(append, stream(name));
  }

  private static @Nullable Outcome refusal(Append append, @Nullable StreamState stream) {
    if (stream == null) {
      return new Outcome.StreamMissing();
    }
    if (stream.finalized()) {
      return new Outcome.StreamFinalized();
    }
    long end = stream.rows();
    long received = append.expectedOffset().orElse(end);
    if (received == end) {
      return null;
    }
    return received < end
        ? new Outcome.OffsetExists(end, received)
        : new Outcome.OffsetBeyond(end, received);
  }

  private @Nullable StreamState stream(String name) {
    StreamState moved = streams.get(name);
    return moved != null ? moved : table.streams.live(name, now);
  }

  /// Counts the rows of an append that is not refused.
  ///
  /// @return its stream as the append leaves it; null for the default stream
  @Nullable StreamState accept(Append append, List<Row> rows) {
    if (append.change() != Kind.INSERT) {
      boolean deletes = rows.stream().anyMatch(Row::isDeletion);
      changes =
          changes.wrote(
              rows.size(),
              append.change() == Kind.CHANGE_WITH_SEQUENCE,
              deletes ? now : Long.MAX_VALUE);
    }
    String name = append.stream();
    StreamState stream = name == null ? null : stream(name);
    if (stream == null) {
      return null;
    }
    StreamState after = stream.appended(stream.rows() + rows.size(), now);
    streams.put(after.name(), after);
    return after;
  }

  Collection<StreamState> streams() {
    return streams.values();
  }

  ChangeState changes() {
    return changes;
  }
}
