package dev.hayase.emulator.store;

import dev.hayase.emulator.store.StreamOutcome.Commit;
import dev.hayase.emulator.store.StreamOutcome.Commit.Problem;
import dev.hayase.emulator.store.StreamOutcome.Commit.Reason;
import dev.hayase.emulator.store.StreamOutcome.Flush;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One table's application-created streams: everything but appending to them, which [GroupCommit]
/// does. Rows of PENDING and BUFFERED streams wait in the table's staging until a commit or a flush
/// moves them to its rows.
public final class WriteStreams {
  private static final long REWRITE_AT = 100_000;

  private final StoredTable table;
  private final Map<String, StreamState> states = new ConcurrentHashMap<>();
  private long moved;

  WriteStreams(StoredTable table) {
    this.table = table;
  }

  /// The stream, unless it has been idle for too long.
  public Optional<StreamState> find(String name) {
    return Optional.ofNullable(live(name, now()));
  }

  @Nullable StreamState live(String name, long now) {
    StreamState state = states.get(name);
    return state == null || state.isExpired(now) ? null : state;
  }

  void put(StreamState state) {
    states.put(state.name(), state);
  }

  public StreamState create(StreamType type) {
    return table.locked(() -> {
      long now = now();
      forgetExpired(now);
      long number = states.values().stream().mapToLong(StreamState::number).max().orElse(0) + 1;
      String name = table.definition().name().resource() + "/streams/" + UUID.randomUUID();
      StreamState stream = StreamState.created(name, type, number, now);
      table.database.transaction(connection -> StreamMetadata.add(connection, table.id, stream));
      put(stream);
      return stream;
    });
  }

  /// Waits for what is being appended; nothing is appended afterwards.
  public Optional<StreamState> close(String name) {
    return table.locked(() -> {
      StreamState stream = live(name, now());
      if (stream == null || stream.finalized()) {
        return Optional.ofNullable(stream);
      }
      StreamState closed = stream.closed();
      table.database.transaction(connection -> StreamMetadata.save(connection, closed));
      put(closed);
      return Optional.of(closed);
    });
  }

  /// Makes a BUFFERED stream's rows visible, up to and with the offset.
  public Flush flush(String name, long offset) {
    return table.locked(() -> {
      long now = now();
      StreamState stream = live(name, now);
      if (stream == null) {
        return new Flush.Missing();
      }
      if (stream.type() != StreamType.BUFFERED) {
        return new Flush.NotBuffered(stream.type());
      }
      if (stream.finalized()) {
        return new Flush.Finalized();
      }
      if (offset >= stream.rows()) {
        return new Flush.BeyondEnd();
      }
      if (offset < stream.visible()) {
        return new Flush.Already(stream.visible() - 1);
      }
      move(List.of(stream.flushed(offset + 1, now)), now);
      return new Flush.Done();
    });
  }

  /// Commits PENDING streams, all of them or none.
  public Commit commit(List<String> names) {
    return table.locked(() -> {
      long now = now();
      List<Problem> problems = new ArrayList<>();
      List<StreamState> committed = new ArrayList<>();
      Set<String> seen = new HashSet<>();
      for (String name : names) {
        StreamState stream = live(name, now);
        Reason reason = seen.add(name) ? problem(stream) : Reason.ALREADY_COMMITTED;
        if (reason != null) {
          problems.add(new Problem(name, reason, stream == null ? null : stream.type()));
        } else if (stream != null) {
          committed.add(stream.committed(now));
        }
      }
      if (!problems.isEmpty()) {
        return new Commit.Refused(problems);
      }
      move(committed, now);
      return new Commit.Done(Clocks.instant(now));
    });
  }

  private static @Nullable Reason problem(@Nullable StreamState stream) {
    if (stream == null) {
      return Reason.NOT_FOUND;
    }
    if (stream.type() != StreamType.PENDING) {
      return Reason.NOT_PENDING;
    }
    if (stream.committed().isPresent()) {
      return Reason.ALREADY_COMMITTED;
    }
    return stream.finalized() ? null : Reason.NOT_FINALIZED;
  }

  /// Moves what became visible from the staging to the rows, in one transaction.
  private void move(List<StreamState> next, long now) {
    table.mergePending();
    table.database.transaction(connection -> {
      for (StreamState stream : next) {
        StoredTable.run(
            connection, Storage.reveal(table.id, stream.number(), stream.visible(), now));
        StreamMetadata.save(connection, stream);
      }
      return null;
    });
    for (StreamState stream : next) {
      moved += stream.visible();
      put(stream);
    }
    table.streamed(now);
    reclaim();
  }

  /// Drops streams that were idle for too long, with the rows that they never showed.
  private void forgetExpired(long now) {
    List<StreamState> expired =
        states.values().stream().filter(stream -> stream.isExpired(now)).toList();
    if (expired.isEmpty()) {
      return;
    }
    String numbers =
        expired.stream().map(s -> Long.toString(s.number())).collect(Collectors.joining(", "));
    table.database.transaction(connection -> {
      StoredTable.run(connection, List.of(Storage.discardStaged(table.id, numbers)));
      for (StreamState stream : expired) {
        StreamMetadata.remove(connection, stream.name());
      }
      return null;
    });
    for (StreamState stream : expired) {
      moved += stream.staged();
      states.remove(stream.name());
    }
    reclaim();
  }

  /// DuckDB keeps the space of rows that left.
  private void reclaim() {
    long staged = sum(states.values());
    if (moved > 0 && (staged == 0 || (moved >= REWRITE_AT && moved >= staged))) {
      table.database.transaction(
          connection -> StoredTable.run(connection, List.of(Storage.rewriteStaged(table.id))));
      moved = 0;
    }
  }

  private static long sum(Collection<StreamState> streams) {
    return streams.stream().mapToLong(StreamState::staged).sum();
  }

  private long now() {
    return Clocks.micros(table.clock.instant());
  }
}
