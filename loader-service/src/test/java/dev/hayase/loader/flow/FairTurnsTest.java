package dev.hayase.loader.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.loader.flow.FairTurns.Account;
import dev.hayase.pipeline.TableSettings.Priority;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FairTurnsTest {
  private final FairTurns turns = new FairTurns();

  @Test
  void ofTwentyFiveBytesTwentyAreHighFourNormalAndOneLow() {
    // Given
    for (Priority priority : Priority.values()) {
      turns.add(ticket(new Account(), priority, 1_000));
    }

    // When
    Map<Priority, Integer> went = new EnumMap<>(Priority.class);
    for (int turn = 0; turn < 2_500; turn++) {
      Ticket next = turns.next().orElseThrow();
      turns.go();
      went.merge(next.priority(), 1, Integer::sum);
      turns.add(ticket(next.account(), next.priority(), 1_000));
    }

    // Then
    assertThat(went.get(Priority.HIGH)).isBetween(1_990, 2_010);
    assertThat(went.get(Priority.NORMAL)).isBetween(395, 405);
    assertThat(went.get(Priority.LOW)).isBetween(95, 105);
  }

  @Test
  void aLiveTableGoesBeforeTheBacklogOfOthers() {
    // Given
    for (int table = 0; table < 20; table++) {
      Account backlog = new Account();
      for (int request = 0; request < 3; request++) {
        turns.add(ticket(backlog, Priority.NORMAL, 1_000_000));
      }
    }
    turns.go();

    // When
    Ticket live = ticket(new Account(), Priority.NORMAL, 5_000);
    turns.add(live);

    // Then
    assertThat(turns.next()).containsSame(live);
  }

  @Test
  void whatOnePriorityDoesNotUseTheOthersHave() {
    // Given
    Ticket low = ticket(new Account(), Priority.LOW, 1_000_000);
    turns.add(low);

    // When
    Ticket next = turns.next().orElseThrow();

    // Then
    assertThat(next).isSameAs(low);
  }

  @Test
  void whoGaveUpIsPassedOver() {
    // Given
    Ticket gone = ticket(new Account(), Priority.HIGH, 10);
    Ticket stays = ticket(new Account(), Priority.LOW, 10);
    turns.add(gone);
    turns.add(stays);

    // When
    turns.remove(gone);

    // Then
    assertThat(turns.next()).containsSame(stays);
    turns.go();
    assertThat(turns.next()).isEmpty();
  }

  @Property(tries = 100)
  void tablesOfOnePriorityThatAlwaysWantHaveTheSameBytesWhateverTheirRequestsAre(
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 30) int tables,
      @ForAll Priority priority) {
    // Given
    Random chance = new Random(seed);
    FairTurns own = new FairTurns();
    Map<Account, Long> had = new HashMap<>();
    Map<Account, Integer> sizes = new HashMap<>();
    List<Account> accounts = new ArrayList<>();
    for (int table = 0; table < tables; table++) {
      Account account = new Account();
      accounts.add(account);
      sizes.put(account, 1 + chance.nextInt(1_000));
      own.add(ticket(account, priority, sizes.getOrDefault(account, 0)));
    }

    // When
    for (int turn = 0; turn < 20_000; turn++) {
      Ticket next = own.next().orElseThrow();
      own.go();
      had.merge(next.account(), next.bytes(), Long::sum);
      own.add(ticket(next.account(), priority, sizes.getOrDefault(next.account(), 0)));
    }

    // Then
    long least = accounts.stream().mapToLong(a -> had.getOrDefault(a, 0L)).min().orElseThrow();
    long most = accounts.stream().mapToLong(a -> had.getOrDefault(a, 0L)).max().orElseThrow();
    assertThat(most - least).isLessThanOrEqualTo(2_000);
  }

  @Property(tries = 100)
  void nobodyWaitsForeverWhateverTheOthersAskFor(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 50) int others) {
    // Given
    Random chance = new Random(seed);
    FairTurns own = new FairTurns();
    List<Account> accounts = new ArrayList<>();
    for (int other = 0; other < others; other++) {
      accounts.add(new Account());
      own.add(ticket(accounts.get(other), Priority.HIGH, 1 + chance.nextInt(1_000)));
    }
    Ticket waits = ticket(new Account(), Priority.LOW, 1_000);
    own.add(waits);

    // When
    long before = 0;
    Ticket next = own.next().orElseThrow();
    while (next != waits) {
      before += next.bytes();
      own.go();
      own.add(
          ticket(
              accounts.get(chance.nextInt(others)),
              chance.nextInt(10) == 0 ? Priority.NORMAL : Priority.HIGH,
              1 + chance.nextInt(1_000)));
      next = own.next().orElseThrow();
    }

    // Then
    // Twenty-four bytes of others for each of its own, and what was ahead when it came.
    assertThat(before).isLessThanOrEqualTo(24 * 1_000 + 2_000);
  }

  private static Ticket ticket(Account account, Priority priority, long bytes) {
    return new Ticket(account, priority, bytes, () -> {});
  }
}
