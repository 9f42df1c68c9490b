package dev.hayase.benchmarks.faults.cdc;

import dev.hayase.benchmarks.faults.cdc.Office.Books;
import dev.hayase.benchmarks.faults.compare.TopicReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// What the topics lack of what was committed, and what they have beyond it.
///
/// @param lost changes that no topic tells
/// @param doubled changes or numbers that are told twice, and rows that were never there
/// @param disordered changes of a row that are told in another order than they happened
/// @param wrong rows whose last values are not the database's
/// @param examples of each, some
record Counts(long lost, long doubled, long disordered, long wrong, List<String> examples) {
  private static final int MOST_EXAMPLES = 12;

  Counts {
    examples = List.copyOf(examples);
  }

  /// Holds the topics against the books.
  static Counts of(TopicReader reader, Books books) {
    return of(
        books,
        Recount.of(reader, "ledger", row -> row.path("n").asLong()),
        Recount.of(
            reader, "papers", row -> row.path("n").asLong() + " " + row.path("body").asString()),
        Recount.of(reader, "copies", _ -> true),
        Recount.of(reader, "bulk", _ -> true));
  }

  static Counts of(
      Books books,
      Recount<Long> ledger,
      Recount<String> papers,
      Recount<Boolean> copies,
      Recount<Boolean> bulk) {
    Tally tally = new Tally();
    tally.numbers("ledger", ledger);
    Map<Long, List<Long>> histories = new TreeMap<>();
    books.ledger().forEach((key, history) -> histories.put((long) key, history));
    Set<Long> keys = new TreeSet<>(histories.keySet());
    keys.addAll(ledger.since().keySet());
    keys.addAll(ledger.read().keySet());
    for (long key : keys) {
      tally.history(
          key,
          histories.getOrDefault(key, List.of()),
          ledger.read().get(key),
          ledger.since().getOrDefault(key, List.of()));
    }
    tally.numbers("papers", papers);
    tally.rows("papers", books.papers(), papers.rows());
    tally.keys("copies", books.copied(), copies);
    tally.keys("bulk", books.bulk(), bulk);
    return new Counts(tally.lost, tally.doubled, tally.disordered, tally.wrong, tally.examples);
  }

  private static final class Tally {
    private long lost;
    private long doubled;
    private long disordered;
    private long wrong;
    private final List<String> examples = new ArrayList<>();

    void numbers(String table, Recount<?> recount) {
      doubled += recount.doubled();
      disordered += recount.disordered();
      if (recount.doubled() + recount.disordered() > 0) {
        example(
            "%s: %d numbers twice, %d out of order"
                .formatted(table, recount.doubled(), recount.disordered()));
      }
    }

    /// A row's changes must be told from the snapshot on, each once and in order.
    void history(long key, List<Long> should, @Nullable Long read, List<Optional<Long>> since) {
      List<Long> told = since.stream().map(n -> n.orElse(Office.GONE)).toList();
      if (isFrom(should, read, told)) {
        return;
      }
      int begin = read == null ? 0 : should.lastIndexOf(read) + 1;
      List<Long> expected = read == null ? should : should.subList(begin, should.size());
      Set<Long> there = new HashSet<>(told);
      // Without a row in the snapshot, it began somewhere: what is before the first told is not
      // lost.
      int first =
          told.isEmpty() || read != null ? 0 : Math.max(0, expected.indexOf(told.getFirst()));
      long missing =
          expected.stream().skip(first).filter(n -> n != Office.GONE && !there.contains(n)).count();
      long twice =
          told.stream().filter(n -> n != Office.GONE).count()
              - told.stream().filter(n -> n != Office.GONE).distinct().count();
      lost += missing;
      doubled += twice;
      disordered += missing + twice == 0 ? 1 : 0;
      example(
          "ledger %d: read %s, then told %s of %s".formatted(key, read, tail(told), tail(should)));
    }

    /// @param told is what happened last, and before it the row was as the snapshot read it
    private static boolean isFrom(List<Long> should, @Nullable Long read, List<Long> told) {
      int begin = should.size() - told.size();
      if (begin < 0 || !should.subList(begin, should.size()).equals(told)) {
        return false;
      }
      long before = begin == 0 ? Office.GONE : should.get(begin - 1);
      return before == Objects.requireNonNullElse(read, Office.GONE);
    }

    private static String tail(List<Long> numbers) {
      int from = Math.max(0, numbers.size() - 15);
      return (from > 0 ? "..." : "") + numbers.subList(from, numbers.size());
    }

    void rows(String table, Map<Integer, String> should, Map<Long, String> told) {
      Set<Long> keys = new HashSet<>(told.keySet());
      should.keySet().forEach(key -> keys.add((long) key));
      for (long key : keys) {
        if (!Objects.equals(should.get((int) key), told.get(key))) {
          wrong++;
          example("%s %d is not as in the database".formatted(table, key));
        }
      }
    }

    /// Each key from 1 to the last one must have been told once.
    void keys(String table, long last, Recount<Boolean> recount) {
      numbers(table, recount);
      long missing =
          LongStream.rangeClosed(1, last)
              .filter(id -> !recount.read().containsKey(id) && !recount.since().containsKey(id))
              .count();
      long twice =
          recount.since().entrySet().stream()
              .mapToLong(
                  e -> e.getValue().size() - 1L + (recount.read().containsKey(e.getKey()) ? 1 : 0))
              .sum();
      long strange =
          LongStream.concat(
                  recount.read().keySet().stream().mapToLong(Long::longValue),
                  recount.since().keySet().stream().mapToLong(Long::longValue))
              .filter(id -> id > last || id < 1)
              .distinct()
              .count();
      lost += missing;
      doubled += twice + strange;
      if (missing + twice + strange > 0) {
        example(
            "%s: %d of %d missing, %d twice, %d that were never committed"
                .formatted(table, missing, last, twice, strange));
      }
    }

    private void example(String text) {
      if (examples.size() < MOST_EXAMPLES) {
        examples.add(text);
      }
    }
  }
}
