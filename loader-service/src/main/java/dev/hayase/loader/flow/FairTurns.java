package dev.hayase.loader.flow;

import dev.hayase.pipeline.TableSettings.Priority;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;

/// In which order those who wait go. Fair queueing twice, by virtual finish times:
///
/// - between priorities: as long as all three have somebody waiting, of 25 bytes 20 are of high, 4
///   of normal and 1 of low priority. Nobody starves, and what one does not use the others have.
/// - between the tables of one priority: each the same bytes, and who asks for little and seldom
///   goes before who always asks for much. A live table thus overtakes a backlog.
///
/// Not thread-safe.
final class FairTurns {
  private final Rank high = new Rank(20);
  private final Rank normal = new Rank(4);
  private final Rank low = new Rank(1);
  private double now;
  private long arrivals;

  /// What a table has had, by the virtual time of its priority.
  static final class Account {
    private double finish;
    private Priority priority = Priority.NORMAL;

    private double charge(Priority asked, double rankNow, long bytes) {
      double begin = asked == priority ? Math.max(rankNow, finish) : rankNow;
      priority = asked;
      finish = begin + bytes;
      return finish;
    }
  }

  /// One that waits.
  ///
  /// @param finish by the virtual time of its priority, which stands at the beginning of who went
  ///   last
  private record Waiting(Ticket ticket, double finish, long arrival) {
    private double begin() {
      return finish - ticket.bytes();
    }
  }

  /// Those of one priority.
  private static final class Rank {
    private final double share;
    private final Queue<Waiting> waiting =
        new PriorityQueue<>(
            Comparator.comparingDouble(Waiting::finish).thenComparingLong(Waiting::arrival));
    private double now;
    private double begin;

    private Rank(double share) {
      this.share = share;
    }

    private double finish() {
      Waiting head = waiting.peek();
      return head == null ? Double.POSITIVE_INFINITY : begin + head.ticket().bytes() / share;
    }
  }

  /// One more waits.
  void add(Ticket ticket) {
    Rank rank = rank(ticket.priority());
    if (rank.waiting.isEmpty()) {
      rank.begin = Math.max(rank.begin, now);
    }
    double finish = ticket.account().charge(ticket.priority(), rank.now, ticket.bytes());
    rank.waiting.add(new Waiting(ticket, finish, arrivals++));
  }

  /// Who goes next; stays in its place.
  Optional<Ticket> next() {
    return Optional.ofNullable(nextRank().waiting.peek()).map(Waiting::ticket);
  }

  /// The next one goes.
  void go() {
    Rank rank = nextRank();
    double finish = rank.finish();
    now = Math.max(now, rank.begin);
    rank.begin = finish;
    rank.now = Math.max(rank.now, rank.waiting.remove().begin());
  }

  /// It does not wait any more.
  void remove(Ticket ticket) {
    rank(ticket.priority()).waiting.removeIf(waiting -> waiting.ticket() == ticket);
  }

  private Rank nextRank() {
    Rank first = high.finish() <= normal.finish() ? high : normal;
    return first.finish() <= low.finish() ? first : low;
  }

  private Rank rank(Priority priority) {
    return switch (priority) {
      case HIGH -> high;
      case NORMAL -> normal;
      case LOW -> low;
    };
  }
}
