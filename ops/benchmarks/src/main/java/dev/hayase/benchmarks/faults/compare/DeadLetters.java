package dev.hayase.benchmarks.faults.compare;

import dev.hayase.event.topic.Topics;
import dev.hayase.event.wire.Headers;
import java.util.HashSet;
import java.util.Set;

/// The dead letters of one topic: each record that belongs there stands there, and no other. One
/// may stand there more than once, since parking is at least once: coordinates are counted.
final class DeadLetters {
  private final String topic;
  private final Tally tally;
  private final Set<Coordinates> expected = new HashSet<>();
  private final Set<Coordinates> needless = new HashSet<>();

  /// Where a record was read.
  private record Coordinates(int partition, long offset) {}

  DeadLetters(String topic, Tally tally) {
    this.topic = topic;
    this.tally = tally;
  }

  /// The record belongs to the dead letters.
  void expect(int partition, long offset) {
    expected.add(new Coordinates(partition, offset));
  }

  /// The record would belong to the dead letters, but something newer has taken its place: a mirror
  /// that reads its log again passes over it.
  void mayBeAbsent(int partition, long offset) {
    Coordinates at = new Coordinates(partition, offset);
    expected.remove(at);
    needless.add(at);
  }

  /// Compares.
  void compare(TopicReader reader) {
    String letters = Topics.deadLetters(topic);
    Set<Coordinates> found = new HashSet<>();
    int partitions = reader.partitions(letters);
    for (int partition = 0; partition < partitions; partition++) {
      reader.read(
          letters,
          partition,
          letter -> {
            Coordinates at =
                new Coordinates(
                    Integer.parseInt(
                        String.valueOf(TopicReader.header(letter, Headers.DEAD_LETTER_PARTITION))),
                    Long.parseLong(
                        String.valueOf(TopicReader.header(letter, Headers.DEAD_LETTER_OFFSET))));
            if (!found.add(at)) {
              tally.repeatedLetter();
            } else if (expected.contains(at) || needless.contains(at)) {
              tally.parked();
            } else {
              tally.wronglyParked(
                  "%s %s: %s"
                      .formatted(
                          topic, at, TopicReader.header(letter, Headers.DEAD_LETTER_REASON)));
            }
          });
    }
    for (Coordinates at : expected) {
      if (!found.contains(at)) {
        tally.unparked(topic + " " + at);
      }
    }
  }
}
