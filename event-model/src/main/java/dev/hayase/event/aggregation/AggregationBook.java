package dev.hayase.event.aggregation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The topic `hayase.aggregations`, read.
///
/// | key | value | written by |
/// | --- | --- | --- |
/// | `name` | the [Build] whose results are told | aggregation-service |
/// | `name/rebuild` | a [Rebuild] that is ordered; taken back once it is carried out | operators |
/// | `name/building` | the [Build] that follows the order, and tells nothing yet | aggregation-service |
/// | `name/cancelled` | the last [Rebuild] that was taken back; its number is not used again | operators |
/// | `name/previous` | the [Build] before, which has fallen silent and whose state is kept | aggregation-service |
///
/// Written to by one thread, read by any. Methods that answer throw a
/// [dev.hayase.event.wire.MalformedRecordException] when what they would answer cannot be read.
public final class AggregationBook {
  private final Map<String, Kept> records = new ConcurrentHashMap<>();

  /// Keys of an aggregation's records.
  public enum Entry {
    LIVE(""),
    REBUILD("/rebuild"),
    BUILDING("/building"),
    CANCELLED("/cancelled"),
    PREVIOUS("/previous");

    private final String suffix;

    Entry(String suffix) {
      this.suffix = suffix;
    }

    /// The record key.
    public byte[] key(String aggregation) {
      return (aggregation + suffix).getBytes(UTF_8);
    }
  }

  /// Takes the next record of the topic. What cannot be read is found out when it is asked for, and
  /// by those only who ask for it.
  ///
  /// @param value null takes back what was there
  public void accept(byte[] key, byte @Nullable [] value) {
    String name = new String(key, UTF_8);
    if (value == null) {
      records.remove(name);
    } else {
      records.put(name, new Kept(value));
    }
  }

  /// The aggregations that have a live build.
  public Set<String> aggregations() {
    return records.keySet().stream()
        .filter(key -> key.indexOf('/') < 0)
        .collect(Collectors.toUnmodifiableSet());
  }

  /// The build whose results are told; empty before there is any.
  public Optional<Build> live(String aggregation) {
    return build(aggregation, Entry.LIVE);
  }

  public Optional<Rebuild> rebuild(String aggregation) {
    return record(aggregation, Entry.REBUILD).map(kept -> Rebuild.fromJson(kept.value));
  }

  /// The number of the build that the next order is for: one that no build had, since what an
  /// earlier one left behind would be taken for its own.
  public int nextGeneration(String aggregation) {
    int live = live(aggregation).map(Build::generation).orElse(1);
    int cancelled =
        record(aggregation, Entry.CANCELLED)
            .map(kept -> Rebuild.fromJson(kept.value).generation())
            .orElse(0);
    return Math.max(live, cancelled) + 1;
  }

  public Optional<Build> building(String aggregation) {
    return build(aggregation, Entry.BUILDING);
  }

  /// The build before the live one, if it has fallen silent and its state is kept.
  public Optional<Build> previous(String aggregation) {
    return build(aggregation, Entry.PREVIOUS);
  }

  /// Whether a generation may tell its results: it is the live one, and the one before has fallen
  /// silent.
  public boolean mayTell(String aggregation, int generation) {
    return live(aggregation).filter(build -> build.generation() == generation).isPresent()
        && (generation == 1
            || rebuild(aggregation).filter(order -> order.generation() == generation).isEmpty());
  }

  private Optional<Build> build(String aggregation, Entry entry) {
    return record(aggregation, entry).map(Kept::build);
  }

  private Optional<Kept> record(String aggregation, Entry entry) {
    return Optional.ofNullable(records.get(new String(entry.key(aggregation), UTF_8)));
  }

  /// A record; a build, which is asked for many times a second, is read once.
  private static final class Kept {
    private final byte[] value;
    private volatile @Nullable Build build;

    Kept(byte[] value) {
      this.value = value;
    }

    Build build() {
      Build known = build;
      if (known == null) {
        known = Build.fromJson(value);
        build = known;
      }
      return known;
    }
  }
}
