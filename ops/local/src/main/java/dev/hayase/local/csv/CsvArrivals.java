package dev.hayase.local.csv;

import dev.hayase.local.sample.Change;
import dev.hayase.local.sample.Row;
import dev.hayase.local.sample.TableShape;
import dev.hayase.local.sample.Transaction;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SequencedMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The later halves of all files, row after row as inserts, the longer files more often, and every
/// fifth transaction an update of a row that arrived lately.
final class CsvArrivals implements Iterator<Transaction> {
  private static final int UPDATE_EACH = 5;
  private static final int MOST_ROWS = 10;
  private static final int RECENT = 200;

  private final List<Source> sources = new ArrayList<>();
  private final RandomGenerator random;
  private final long expected;
  private long transactions;

  CsvArrivals(List<CsvTable> tables, RandomGenerator random) {
    this.random = random;
    tables.forEach(table -> sources.add(new Source(table)));
    long inserts = sources.stream().mapToLong(source -> source.left).sum();
    // Inserts come (1 + MOST_ROWS) / 2 at a time on average.
    this.expected = inserts + inserts / ((1 + MOST_ROWS) / 2) / (UPDATE_EACH - 1);
  }

  long expectedChanges() {
    return expected;
  }

  @Override
  public boolean hasNext() {
    return sources.stream().anyMatch(source -> source.left > 0);
  }

  @Override
  public Transaction next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    transactions++;
    Source source = weighted();
    if (transactions % UPDATE_EACH == 0) {
      @Nullable Change update = source.update(random);
      if (update != null) {
        return Transaction.committed(List.of(update));
      }
    }
    return Transaction.committed(source.inserts(1 + random.nextInt(MOST_ROWS)));
  }

  /// A source that still has rows, each as likely as it has rows left.
  private Source weighted() {
    long total = sources.stream().mapToLong(source -> source.left).sum();
    long place = random.nextLong(total);
    for (Source source : sources) {
      place -= source.left;
      if (place < 0) {
        return source;
      }
    }
    throw new IllegalStateException("the rows left do not add up");
  }

  private static final class Source {
    private final CsvTable table;
    private final List<List<String>> recent = new ArrayList<>();
    private @Nullable Stream<Row> open;
    private @Nullable Iterator<Row> rows;
    private long left;

    Source(CsvTable table) {
      this.table = table;
      this.left = table.rows() - table.firstHalf();
    }

    List<Change> inserts(int most) {
      List<Change> changes = new ArrayList<>();
      for (int i = 0; i < most && left > 0; i++) {
        Row row = nextRow();
        left--;
        remember(table.shape().keyOf(row));
        changes.add(new Change.Insert(table.shape(), row));
      }
      if (left == 0 && open != null) {
        open.close();
      }
      return changes;
    }

    /// A value of another row for a row that arrived lately; null when there is none to change.
    @Nullable Change update(RandomGenerator random) {
      List<Integer> changeable = table.changeable();
      if (recent.isEmpty() || changeable.isEmpty()) {
        return null;
      }
      TableShape shape = table.shape();
      int place = changeable.get(random.nextInt(changeable.size()));
      List<String> values = table.samples().get(place);
      SequencedMap<String, @Nullable String> change = new LinkedHashMap<>();
      change.put(table.columnAt(place), values.get(random.nextInt(values.size())));
      return new Change.Update(shape, recent.get(random.nextInt(recent.size())), change);
    }

    private Row nextRow() {
      if (rows == null) {
        open = table.laterRows();
        rows = open.iterator();
      }
      return rows.next();
    }

    private void remember(List<String> key) {
      if (recent.size() >= RECENT) {
        recent.removeFirst();
      }
      recent.add(key);
    }
  }
}
