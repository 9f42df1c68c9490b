package dev.hayase.benchmarks.faults.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.event.control.ControlRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WorkloadTest {
  private static final long ROWS = 30_000;
  private static final List<WorkloadTable> TABLES = WorkloadTable.all(ROWS);

  @Test
  void aSeedIsAWorkload() {
    assertThat(all(4)).isEqualTo(all(4));
    assertThat(all(4)).isNotEqualTo(all(5));
  }

  @Test
  void itHasWhateverALoaderHasToBear() {
    // When
    List<Transaction> transactions = all(4);

    // Then
    List<Change> committed =
        transactions.stream().filter(t -> !t.aborted()).flatMap(t -> t.changes().stream()).toList();
    assertThat(transactions).anyMatch(Transaction::aborted);
    assertThat(committed.stream().filter(Change.Row.class::isInstance).count())
        .isGreaterThanOrEqualTo(ROWS);
    Map<Fate, Integer> fates = new HashMap<>();
    Set<Class<?>> controls = new HashSet<>();
    Set<String> fingerprints = new HashSet<>();
    for (Change change : committed) {
      switch (change) {
        case Change.Row row -> {
          fates.merge(row.fate(), 1, Integer::sum);
          fingerprints.add(row.fingerprint());
        }
        case Change.Control control -> controls.add(control.control().getClass());
      }
    }
    assertThat(fates).containsKeys(Fate.LOADED, Fate.PARKED, Fate.SKIPPED);
    assertThat(controls)
        .containsExactlyInAnyOrder(
            ControlRecord.SnapshotStart.class,
            ControlRecord.SnapshotEnd.class,
            ControlRecord.Truncate.class);
    int schemas = TABLES.stream().mapToInt(table -> table.versions().size()).sum();
    // And the one that nobody has published.
    assertThat(fingerprints).hasSize(schemas + 1);
  }

  @Test
  void whatFollowsAnAbortedTransactionHasItsNumbers() {
    // Given
    List<Transaction> transactions = all(4);

    // Then
    for (int i = 0; i + 1 < transactions.size(); i++) {
      if (transactions.get(i).aborted()) {
        assertThat(transactions.get(i + 1).changes().getFirst().sequence())
            .isLessThanOrEqualTo(transactions.get(i).changes().getFirst().sequence());
      }
    }
  }

  @Test
  void recordsOfAKeyAreInOnePartition() {
    // Given
    Map<String, Integer> partitions = new HashMap<>();

    // Then
    for (Transaction transaction : all(4)) {
      for (Change change : transaction.changes()) {
        if (change instanceof Change.Row row && row.key() != null) {
          int first =
              partitions.computeIfAbsent(row.table().name() + row.key(), _ -> row.partition());
          assertThat(row.partition()).isEqualTo(first);
        }
      }
    }
  }

  private static List<Transaction> all(long seed) {
    Workload workload = new Workload(seed, TABLES, ROWS);
    List<Transaction> all = new ArrayList<>();
    while (workload.hasNext()) {
      all.add(workload.next());
    }
    return all;
  }
}
