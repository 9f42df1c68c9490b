package dev.hayase.cli.letters;

import dev.hayase.event.letter.DeadLetter;
import dev.hayase.event.letter.LetterFilter;
import dev.hayase.event.replay.OffsetRange;
import dev.hayase.event.replay.ReplayBook;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The dead letters of a topic. Of several letters of one record only the last counts: it is of a
/// redrive that failed, or of a loader that died between writing it and committing.
public final class LetterBook {
  private final Map<Place, DeadLetter> letters = new LinkedHashMap<>();
  private long end;

  private record Place(String topic, int partition, long offset) {}

  /// Why records cannot be loaded.
  public record Kind(String topic, String code, String column, String reason) {}

  /// How many letters are of a kind.
  ///
  /// @param redriven of them, done or under way
  public record Count(Kind kind, long open, long redriven, DeadLetter oldest, DeadLetter newest) {}

  /// The next letter.
  public void add(DeadLetter letter) {
    Place place = new Place(letter.topic(), letter.partition(), letter.offset());
    letters.remove(place);
    letters.put(place, letter);
    end = Math.max(end, letter.letter() + 1);
  }

  /// The offset behind the last letter.
  public long end() {
    return end;
  }

  /// Letters that the filter takes and no order has redriven or is about to.
  public List<DeadLetter> open(LetterFilter filter, ReplayBook replays) {
    return letters.values().stream()
        .filter(letter -> filter.takes(letter) && replays.redrives(letter).isEmpty())
        .toList();
  }

  /// How many there are of each kind, most open ones first.
  public List<Count> counts(LetterFilter filter, ReplayBook replays) {
    Map<Kind, List<DeadLetter>> byKind = new HashMap<>();
    for (DeadLetter letter : letters.values()) {
      if (filter.takes(letter)) {
        byKind
            .computeIfAbsent(
                new Kind(
                    letter.topic(), letter.code(), letter.column().orElse("-"), letter.reason()),
                _ -> new ArrayList<>())
            .add(letter);
      }
    }
    List<Count> counts = new ArrayList<>();
    byKind.forEach((kind, some) -> counts.add(count(kind, some, replays)));
    counts.sort(
        Comparator.comparingLong(Count::open)
            .reversed()
            .thenComparing(count -> count.kind().topic())
            .thenComparing(count -> count.kind().reason()));
    return counts;
  }

  private static Count count(Kind kind, Collection<DeadLetter> some, ReplayBook replays) {
    Comparator<DeadLetter> age =
        Comparator.comparing(DeadLetter::written).thenComparingLong(DeadLetter::letter);
    long redriven = some.stream().filter(letter -> replays.redrives(letter).isPresent()).count();
    return new Count(
        kind,
        some.size() - redriven,
        redriven,
        some.stream().min(age).orElseThrow(),
        some.stream().max(age).orElseThrow());
  }

  /// The stretch of each partition that holds these letters' records.
  public static SortedMap<Integer, OffsetRange> ranges(List<DeadLetter> letters) {
    SortedMap<Integer, OffsetRange> ranges = new TreeMap<>();
    for (DeadLetter letter : letters) {
      ranges.merge(
          letter.partition(),
          new OffsetRange(letter.offset(), letter.offset() + 1),
          (a, b) -> new OffsetRange(Math.min(a.from(), b.from()), Math.max(a.to(), b.to())));
    }
    return ranges;
  }
}
