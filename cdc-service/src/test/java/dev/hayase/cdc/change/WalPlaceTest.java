package dev.hayase.cdc.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WalPlaceTest {
  private record Change(long commit, long lsn) {}

  @Test
  void goingOnFromAnyChangeSkipsWhatWasHandledAndNothingElse() {
    // Given
    List<Change> log = log(new Random(1));
    List<WalPlace> places = places(WalPlace.afterCommit(log.getFirst().commit()), log);

    for (int handled = 0; handled <= log.size(); handled++) {
      WalPlace done =
          handled == 0 ? WalPlace.afterCommit(log.getFirst().commit()) : places.get(handled - 1);

      // When
      List<Change> again = log.stream().filter(c -> c.commit() >= done.commit()).toList();
      WalCursor cursor = new WalCursor(done.commit());
      List<Change> fresh = new ArrayList<>();
      for (Change change : again) {
        if (done.precedes(cursor.change(change.commit(), change.lsn()))) {
          fresh.add(change);
        }
      }

      // Then
      assertThat(fresh).isEqualTo(log.subList(handled, log.size()));
    }
  }

  /// Transactions that overlapped: their changes' numbers interleave, some share one.
  private static List<Change> log(Random random) {
    List<Change> log = new ArrayList<>();
    for (long commit = 1000; commit < 6000; commit += 1000) {
      long lsn = commit - random.nextInt(900);
      for (int i = 0; i < 12; i++) {
        lsn += random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(40);
        log.add(new Change(commit, lsn));
      }
    }
    return log;
  }

  private static List<WalPlace> places(WalPlace from, List<Change> log) {
    List<WalPlace> places = new ArrayList<>();
    WalPlace cursor = from;
    for (Change change : log) {
      cursor = cursor.next(change.commit(), change.lsn());
      places.add(cursor);
    }
    return places;
  }
}
