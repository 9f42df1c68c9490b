package dev.hayase.loader.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class LedgerTest {
  @Test
  void aPartitionWithoutRecordsMovesWithWhatWasReceived() {
    Ledger ledger = new Ledger(5);
    assertThat(ledger.position()).isEqualTo(5);
    ledger.receivedThrough(9);
    assertThat(ledger.position()).isEqualTo(9);
  }

  @Test
  void thePositionMovesOverTheContiguousPrefixOnly() {
    // Given
    Ledger ledger = new Ledger(0);
    Ledger.Slice first = ledger.open(0);
    first.add(1);
    Ledger.Slice second = ledger.open(2);
    ledger.receivedThrough(4);

    // When
    second.settle(true);

    // Then
    assertThat(ledger.position()).isZero();

    // When
    first.settle(true);

    // Then
    assertThat(ledger.position()).isZero();

    // When
    first.settle(true);

    // Then
    assertThat(ledger.position()).isEqualTo(4);
    assertThat(ledger.rows()).isEqualTo(3);
  }

  @Test
  void rowsAreUnknownWhileOneBeyondThePositionIsWritten() {
    // Given: a batch of 0 and 2, and 1 on its way to the dead letters
    Ledger ledger = new Ledger(0);
    Ledger.Slice batch = ledger.open(0);
    Ledger.Slice parked = ledger.open(1);
    batch.add(2);
    ledger.receivedThrough(3);

    // When
    batch.settle(true);
    batch.settle(true);

    // Then
    assertThat(ledger.position()).isEqualTo(1);
    assertThat(ledger.rows()).isEqualTo(Ledger.UNKNOWN);

    // When
    parked.settle(false);

    // Then
    assertThat(ledger.position()).isEqualTo(3);
    assertThat(ledger.rows()).isEqualTo(2);
  }

  @Test
  void aNewStreamCountsItsOwnRowsAndOnlyWhenNoOtherHasRowsBeyondThePosition() {
    // Given
    Ledger ledger = new Ledger(0);
    ledger.open(0).settle(true);
    Ledger.Slice open = ledger.open(1);
    open.add(2);
    open.settle(true);

    // When
    ledger.streamBegins(2);
    ledger.receivedThrough(3);

    // Then
    assertThat(ledger.rows()).isEqualTo(Ledger.UNKNOWN);

    // When
    open.settle(true);

    // Then
    assertThat(ledger.position()).isEqualTo(3);
    assertThat(ledger.rows()).isEqualTo(1);
  }

  @Test
  void whateverTheOrderOfAcknowledgementsThePositionIsTheFirstUnsettledRecord() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      Ledger ledger = new Ledger(0);
      TreeSet<Integer> unsettled = new TreeSet<>();
      List<Runnable> settlements = new ArrayList<>();
      Ledger.Slice slice = ledger.open(0);
      for (int offset = 0; offset < 60; offset++) {
        if (offset > 0) {
          if (random.nextInt(4) == 0) {
            slice = ledger.open(offset);
          } else {
            slice.add(offset);
          }
        }
        unsettled.add(offset);
        Ledger.Slice own = slice;
        int settled = offset;
        settlements.add(() -> {
          own.settle(true);
          unsettled.remove(settled);
        });
      }
      ledger.receivedThrough(60);
      Collections.shuffle(settlements, random);
      for (Runnable settlement : settlements) {
        settlement.run();
        // A slice settles as a whole, so that the position may stay behind, never go ahead.
        assertThat(ledger.position())
            .isLessThanOrEqualTo(unsettled.isEmpty() ? 60 : unsettled.first());
      }
      assertThat(ledger.position()).isEqualTo(60);
      assertThat(ledger.rows()).isEqualTo(60);
    }
  }
}
