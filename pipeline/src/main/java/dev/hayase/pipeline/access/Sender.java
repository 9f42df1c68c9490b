package dev.hayase.pipeline.access;

import dev.hayase.pipeline.ByteSize;
import java.util.Optional;
import java.util.Set;

/// Who sends, or looks up: the holder of a key.
///
/// @param name the key's, which names the sender in topics and metrics; never the key itself
/// @param streams which it may send to; `*` stands for all
/// @param origins of pages that may use it in a browser, as `https://school.example`; `*` stands
///   for all
/// @param rate how many bytes it may send in a second; without it as many as there is room for
/// @param redrives whether it may redrive what its streams' quarantines hold, whoever sent it
/// @param aggregations whose results it may look up; `*` stands for all
public record Sender(
    String name,
    Set<String> streams,
    Set<String> origins,
    Optional<ByteSize> rate,
    boolean redrives,
    Set<String> aggregations) {
  private static final String ALL = "*";

  /// Everybody, where no keys are asked for.
  public static final Sender ANYBODY =
      new Sender("anybody", Set.of(ALL), Set.of(ALL), Optional.empty(), true, Set.of(ALL));

  public Sender {
    streams = Set.copyOf(streams);
    origins = Set.copyOf(origins);
    aggregations = Set.copyOf(aggregations);
  }

  public boolean maySendTo(String stream) {
    return streams.contains(stream) || streams.contains(ALL);
  }

  public boolean mayLookUp(String aggregation) {
    return aggregations.contains(aggregation) || aggregations.contains(ALL);
  }

  public boolean mayRedrive(String stream) {
    return redrives && maySendTo(stream);
  }

  /// Its stream, if it may send to just one.
  public Optional<String> onlyStream() {
    return streams.size() == 1
        ? streams.stream().filter(stream -> !stream.equals(ALL)).findFirst()
        : Optional.empty();
  }

  public boolean mayBeUsedOn(String origin) {
    return origins.contains(origin) || origins.contains(ALL);
  }
}
