package dev.hayase.cdc.debezium.mysql;

import dev.hayase.cdc.change.BinlogPlace;
import dev.hayase.cdc.change.BinlogPosition;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/// What the server was asked for its time and, after that, for the end of its log: every
/// transaction that committed by then stands before that position. One thread asks, another one
/// reads the log.
///
/// Bounded: while the log is read far behind, asking again says nothing that the first answers will
/// not say.
public final class AskedPositions {
  private static final int MOST = 4_096;

  private final BlockingQueue<Asked> asked = new ArrayBlockingQueue<>(MOST);

  /// @param micros the server's time, since 1970
  record Asked(long micros, BinlogPosition position) {}

  /// Takes an answer; one that finds no room is left out.
  public void add(long micros, BinlogPosition position) {
    var _ = asked.offer(new Asked(micros, position));
  }

  /// The latest time whose position has been passed, when the log was read up to there.
  ///
  /// @return null when none has been passed since the last time
  @Nullable Long passed(BinlogPlace readThrough) {
    Long micros = null;
    for (Asked next = asked.peek(); next != null; next = asked.peek()) {
      if (next.position().isReachedBy(readThrough)) {
        micros = next.micros();
      } else if (next.position().isOfTheLogOf(readThrough)) {
        return micros;
      }
      asked.poll();
    }
    return micros;
  }
}
