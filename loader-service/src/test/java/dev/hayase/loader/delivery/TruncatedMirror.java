package dev.hayase.loader.delivery;

import static dev.hayase.loader.delivery.TableUnderTest.LIMIT;
import static dev.hayase.loader.delivery.TableUnderTest.awaitSettled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hayase.loader.batch.CommitNote;
import dev.hayase.pipeline.TableSettings;
import dev.hayase.pipeline.TableSettings.OnTruncate;
import dev.hayase.records.SourceRecord;
import dev.hayase.records.table.TableMode;
import java.util.List;
import java.util.Optional;

/// Loaders of a mirror, one after the other, whose topic has three records: a row, a truncate and
/// another row.
record TruncatedMirror(TableUnderTest table, List<SourceRecord> records) {
  private static final CommitNote OURS = CommitNote.NONE.of(Optional.of("topic"));

  /// One that reads its first records.
  TableLoader first(OnTruncate onTruncate, int number) {
    TableLoader loader = table.start(TableMode.MIRROR, settings(onTruncate), 0, OURS);
    loader.receive(0, records.subList(0, number), number);
    return loader;
  }

  /// One that follows another, which had loaded the first row.
  TableLoader successor(TableLoader former, OnTruncate onTruncate) {
    awaitSettled(former, 1);
    TableLoader loader = table.start(TableMode.MIRROR, settings(onTruncate), 1, table.kill(former));
    loader.receive(0, records.subList(1, 3), 3);
    return loader;
  }

  /// It waits for an operator, with what came before the truncate loaded.
  void awaitHalted(TableLoader loader, String remedy) {
    await().atMost(LIMIT).until(() -> loader.status().state() == TableStatus.State.HALTED);
    awaitSettled(loader, 1);
    assertThat(loader.status().remedy().orElse("")).contains(remedy);
    assertThat(table.outside.rows()).isEqualTo(1);
  }

  /// All three are settled, and this many rows were sent.
  void awaitAll(TableLoader loader, int rows) {
    awaitSettled(loader, 3);
    assertThat(table.outside.rows()).isEqualTo(rows);
  }

  private static TableSettings settings(OnTruncate onTruncate) {
    TableSettings usual = TableSettings.DEFAULT;
    return new TableSettings(
        usual.mode(),
        usual.dataset(),
        usual.table(),
        usual.clusterBy(),
        usual.delivery(),
        usual.priority(),
        onTruncate,
        usual.onTypeConflict());
  }
}
