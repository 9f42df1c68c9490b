package dev.hayase.cli.quarantine;

import dev.hayase.event.letter.LetterFilter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// What a stream's quarantine holds, and what of it was redriven.
public final class QuarantineBook {
  private static final Pattern NUMBER = Pattern.compile("\\d+");

  private final List<QuarantinedEvent> events = new ArrayList<>();
  private final Set<Long> redriven = new HashSet<>();

  /// The next event.
  public void add(QuarantinedEvent event) {
    events.add(event);
  }

  /// The event of that offset was redriven.
  public void redriven(long offset) {
    redriven.add(offset);
  }

  public boolean isRedriven(QuarantinedEvent event) {
    return redriven.contains(event.offset());
  }

  /// Those that fit and were not redriven, oldest first.
  public List<QuarantinedEvent> open(LetterFilter filter) {
    return events.stream().filter(event -> event.fits(filter) && !isRedriven(event)).toList();
  }

  /// Events of one code and reason.
  ///
  /// @param newest of them
  public record Kind(int open, int redriven, QuarantinedEvent oldest, QuarantinedEvent newest) {}

  private record Why(String code, String reason) {
    /// Sizes and places differ from event to event.
    static Why of(QuarantinedEvent event) {
      return new Why(event.code(), NUMBER.matcher(event.reason()).replaceAll("#"));
    }
  }

  /// How many there are of each code and reason, numbers apart, the most first.
  public List<Kind> kinds(LetterFilter filter) {
    Map<Why, List<QuarantinedEvent>> byWhy = new HashMap<>();
    for (QuarantinedEvent event : events) {
      if (event.fits(filter)) {
        byWhy.computeIfAbsent(Why.of(event), _ -> new ArrayList<>()).add(event);
      }
    }
    return byWhy.values().stream()
        .map(this::kind)
        .sorted(Comparator.comparingInt(Kind::open).reversed())
        .toList();
  }

  private Kind kind(Collection<QuarantinedEvent> all) {
    List<QuarantinedEvent> list = List.copyOf(all);
    int done = (int) list.stream().filter(this::isRedriven).count();
    return new Kind(list.size() - done, done, list.getFirst(), list.getLast());
  }
}
