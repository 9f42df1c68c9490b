package dev.hayase.loader.kafka;

import dev.hayase.event.letter.DeadLetter;
import dev.hayase.event.replay.ReplayOrder.Letters;
import dev.hayase.event.topic.Topics;
import dev.hayase.event.wire.Headers;
import dev.hayase.loader.replay.LetterIndex;
import dev.hayase.records.SourcePartition;
import dev.hayase.records.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;

/// A partition's dead letters as the records that they were, each at its own place, in the order of
/// the partition. Of several letters of one record the last is taken.
final class SideLetters implements SideSource, AutoCloseable {
  private static final int AT_ONCE = 500;

  private final SideLog log;
  private final SourcePartition partition;
  private final Letters chosen;
  private final Taker unused;
  private @Nullable LetterIndex index;
  private long indexedFrom;

  /// @param unused is told of what is read to find the letters
  SideLetters(
      Consumer<byte[], byte[]> consumer, SourcePartition partition, Letters chosen, Taker unused) {
    this.log = new SideLog(consumer, new SourcePartition(Topics.deadLetters(partition.topic()), 0));
    this.partition = partition;
    this.chosen = chosen;
    this.unused = unused;
  }

  @Override
  public long nextFrom(long from, long to) throws InterruptedException {
    long wanted = from;
    while (wanted < to) {
      LetterIndex known = indexFrom(wanted);
      Long next = known.letters().ceilingKey(wanted);
      if (next != null) {
        return Math.min(next, to);
      }
      if (known.more().isEmpty()) {
        return to;
      }
      wanted = known.more().getAsLong();
    }
    return to;
  }

  private LetterIndex indexFrom(long from) throws InterruptedException {
    LetterIndex known = index;
    if (known != null
        && from >= indexedFrom
        && (known.more().isEmpty() || from < known.more().getAsLong())) {
      return known;
    }
    LetterIndex fresh = new LetterIndex(partition.partition(), chosen.filter(), from);
    long beginning = Math.min(log.beginning(), chosen.end());
    log.read(
        beginning,
        chosen.end(),
        (letters, bytes, through) -> {
          for (SourceRecord letter : letters) {
            DeadLetter.of(letter.offset(), letter::header).ifPresent(fresh::see);
          }
          unused.take(List.of(), bytes, from);
        });
    index = fresh;
    indexedFrom = from;
    return fresh;
  }

  @Override
  public long read(long from, long to, Taker taker) throws InterruptedException {
    LetterIndex known = indexFrom(from);
    long through = Math.min(to, known.more().orElse(to));
    List<Map.Entry<Long, Long>> wanted =
        new ArrayList<>(known.letters().subMap(from, through).entrySet());
    for (int i = 0; i < wanted.size(); i += AT_ONCE) {
      List<Map.Entry<Long, Long>> some = wanted.subList(i, Math.min(wanted.size(), i + AT_ONCE));
      boolean last = i + AT_ONCE >= wanted.size();
      take(some, last ? through : some.getLast().getKey() + 1, taker);
    }
    return through;
  }

  /// Mostly letters stand in the order of their records, so that one reading finds them.
  private void take(List<Map.Entry<Long, Long>> some, long through, Taker taker)
      throws InterruptedException {
    SortedMap<Long, Long> byLetter = new TreeMap<>();
    some.forEach(entry -> byLetter.put(entry.getValue(), entry.getKey()));
    SortedMap<Long, SourceRecord> found = new TreeMap<>();
    long next = byLetter.firstKey();
    while (found.size() < some.size()) {
      long first = next;
      long behind = Math.min(byLetter.lastKey() + 1, first + AT_ONCE);
      log.read(
          first,
          behind,
          (letters, bytes, _) -> {
            for (SourceRecord letter : letters) {
              Long offset = byLetter.get(letter.offset());
              if (offset != null) {
                found.put(offset, original(letter, offset));
              }
            }
            unused.take(List.of(), bytes, from(found));
          });
      SortedMap<Long, Long> rest = byLetter.tailMap(behind);
      if (rest.isEmpty()) {
        break;
      }
      next = rest.firstKey();
    }
    taker.take(List.copyOf(found.values()), 0, through);
  }

  private static long from(SortedMap<Long, SourceRecord> found) {
    return found.isEmpty() ? 0 : found.firstKey();
  }

  private SourceRecord original(SourceRecord letter, long offset) {
    List<SourceRecord.Header> headers = new ArrayList<>();
    for (SourceRecord.Header header : letter.headers()) {
      if (!header.name().startsWith(Headers.DEAD_LETTER_PREFIX)) {
        headers.add(header);
      }
    }
    headers.add(
        new SourceRecord.Header(
            Headers.DEAD_LETTER_FORMER,
            Long.toString(letter.offset()).getBytes(StandardCharsets.UTF_8)));
    long timestamp =
        letter
            .header(Headers.DEAD_LETTER_TIMESTAMP)
            .flatMap(SideLetters::number)
            .orElse(letter.timestampMillis());
    return new SourceRecord(partition, offset, timestamp, letter.key(), letter.value(), headers);
  }

  private static Optional<Long> number(String text) {
    try {
      return Optional.of(Long.valueOf(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    log.close();
  }
}
