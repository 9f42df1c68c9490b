package dev.hayase.emulator.store;

import dev.hayase.emulator.catalog.TableDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The definitions that a table has had since the start. The Storage Write API learns of a new
/// schema later than the REST interface does; how much later is the reader's to say.
public record Versions(List<Version> all) {
  /// @param number counts schemas from 1
  public record Version(int number, TableDefinition definition, Instant since) {}

  public Versions {
    all = List.copyOf(all);
  }

  static Versions first(TableDefinition definition) {
    return new Versions(List.of(new Version(1, definition, Instant.MIN)));
  }

  Versions then(TableDefinition next, Instant now) {
    List<Version> more = new ArrayList<>(all);
    Version last = all.getLast();
    if (last.definition().schema().equals(next.schema())) {
      more.set(more.size() - 1, new Version(last.number(), next, last.since()));
    } else {
      more.add(new Version(last.number() + 1, next, now));
    }
    return new Versions(more);
  }

  TableDefinition newest() {
    return all.getLast().definition();
  }

  /// The version that a writer sees who learns of it after the delay.
  public Version visible(Instant now, Duration delay) {
    Instant since = now.minus(delay);
    return all.reversed().stream()
        .filter(version -> !version.since().isAfter(since))
        .findFirst()
        .orElse(all.getFirst());
  }
}
