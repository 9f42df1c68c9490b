package dev.hayase.loader.replay;

import dev.hayase.event.letter.DeadLetter;
import dev.hayase.event.letter.LetterFilter;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;

/// Where the letters of a partition stand, in the order of the offsets that their records had. Of
/// several letters of one record the last counts. Holds a bounded number of them: the first ones;
/// what lies beyond takes another pass over the dead letters.
public final class LetterIndex {
  private static final int MOST = 100_000;

  private final int partition;
  private final LetterFilter filter;
  private final long from;
  private final int most;
  private final TreeMap<Long, Long> letters = new TreeMap<>();
  private long beyond = Long.MAX_VALUE;

  /// @param from offsets below are done
  public LetterIndex(int partition, LetterFilter filter, long from) {
    this(partition, filter, from, MOST);
  }

  LetterIndex(int partition, LetterFilter filter, long from, int most) {
    this.partition = partition;
    this.filter = filter;
    this.from = from;
    this.most = most;
  }

  /// The next letter.
  public void see(DeadLetter letter) {
    if (letter.partition() != partition || letter.offset() < from || letter.offset() >= beyond) {
      return;
    }
    if (!filter.takes(letter)) {
      // The record failed again for another reason: its letter before says nothing any more.
      letters.remove(letter.offset());
      return;
    }
    letters.put(letter.offset(), letter.letter());
    if (letters.size() > most) {
      beyond = letters.lastKey();
      letters.pollLastEntry();
    }
  }

  /// The records' offsets and their letters, in the records' order.
  public NavigableMap<Long, Long> letters() {
    return letters;
  }

  /// The offset from which on this knows of none, if it does not know of all.
  public OptionalLong more() {
    return beyond == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(beyond);
  }
}
