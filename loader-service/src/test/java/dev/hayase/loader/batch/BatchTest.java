package dev.hayase.loader.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.records.SourcePartition;
import dev.hayase.records.SourceRecord;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class BatchTest {
  private static final BatchLimits LIMITS = new BatchLimits(3, 100, 50);

  @Test
  void aBatchIsFullByRowsByBytesOrByAge() {
    Batch batch = new Batch(1_000);
    assertThat(LIMITS.exceededBy(batch, 1_000)).isFalse();
    batch.add(entry(60));
    assertThat(LIMITS.isFull(batch)).isFalse();
    assertThat(LIMITS.dueMillis(batch)).isEqualTo(1_050);
    assertThat(LIMITS.exceededBy(batch, 40)).isFalse();
    assertThat(LIMITS.exceededBy(batch, 41)).isTrue();
    batch.add(entry(1));
    batch.add(entry(1));
    assertThat(LIMITS.isFull(batch)).isTrue();
    assertThat(LIMITS.exceededBy(batch, 1)).isTrue();
  }

  @Test
  void aBatchOfMoreThanTwiceTheBytesGoesInHalvesUnlessItIsOneRow() {
    // Given
    Batch two = new Batch(0);
    two.add(entry(100));
    two.add(entry(100));
    Batch three = two.of(List.of(entry(100), entry(100), entry(1)));
    Batch one = two.of(List.of(entry(1_000)));

    // Then
    assertThat(LIMITS.isFarExceededBy(two)).isFalse();
    assertThat(LIMITS.isFarExceededBy(three)).isTrue();
    assertThat(LIMITS.isFarExceededBy(one)).isFalse();
  }

  @Test
  void halvesHoldTheSameRowsInTheSameOrder() {
    Batch batch = new Batch(0);
    List<Batch.Entry> entries = List.of(entry(1), entry(2), entry(3));
    entries.forEach(batch::add);

    List<Batch> halves = batch.halves();

    assertThat(halves.get(0).entries()).isEqualTo(entries.subList(0, 1));
    assertThat(halves.get(1).entries()).isEqualTo(entries.subList(1, 3));
    assertThat(halves.get(1).bytes()).isEqualTo(5);
  }

  @Test
  void recordsOfAPartitionSettleWithTheirBatch() {
    // Given
    Ledger ledger = new Ledger(0);
    Batch batch = new Batch(0);
    for (int offset = 0; offset < 3; offset++) {
      batch.add(ledger, record(offset), new byte[1], 0, false, 1);
    }
    ledger.receivedThrough(3);

    // When
    batch.settle();

    // Then
    assertThat(ledger.position()).isEqualTo(3);
  }

  @Test
  void whatIsTakenOutOfABatchSettlesByItself() {
    // Given
    Ledger one = new Ledger(0);
    Ledger other = new Ledger(0);
    Batch batch = new Batch(0);
    batch.add(one, record(0), new byte[1], 0, false, 1);
    batch.add(other, record(0), new byte[1], 0, false, 1);
    batch.add(one, record(1), new byte[1], 0, false, 1);
    one.receivedThrough(2);
    other.receivedThrough(1);
    List<Batch.Entry> entries = batch.entries();
    Batch rest = batch.of(entries.subList(0, 2));

    // When
    rest.settle();
    long before = one.position();
    Objects.requireNonNull(entries.get(2).slice()).settle(false);

    // Then
    assertThat(before).isZero();
    assertThat(other.position()).isEqualTo(1);
    assertThat(one.position()).isEqualTo(2);
    assertThat(one.rows()).isEqualTo(1);
  }

  @Test
  void agesAreThoseOfRowsThatAreNoSnapshots() {
    // Given
    Ledger ledger = new Ledger(0);
    Batch batch = new Batch(0);
    batch.add(ledger, record(0), new byte[1], 1_000, false, 1);
    batch.add(ledger, record(1), new byte[1], 2_000, true, 1);
    batch.add(ledger, record(2), new byte[1], 9_000, false, 1);
    batch.add(entry(1));

    // Then
    assertThat(batch.agesAt(5_000)).containsExactly(4_000, 0);
    assertThat(batch.records()).isEqualTo(3);
  }

  private static SourceRecord record(long offset) {
    return new SourceRecord(new SourcePartition("t", 0), offset, 0, null, null, List.of());
  }

  private static Batch.Entry entry(int bytes) {
    return new Batch.Entry(new byte[bytes], null, null, 0, false, bytes);
  }
}
