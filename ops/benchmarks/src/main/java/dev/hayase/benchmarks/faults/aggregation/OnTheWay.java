package dev.hayase.benchmarks.faults.aggregation;

import dev.hayase.benchmarks.faults.compare.TopicReader;
import dev.hayase.event.topic.Topics;
import dev.hayase.event.watermark.Watermark;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// What aggregations had told when they said to be complete, while the faults went on.
///
/// @param compared how many watermarks were looked behind
/// @param differing of these, how many did not have the rows that they should
/// @param examples of what differs
record OnTheWay(long compared, long differing, List<String> examples) {
  private static final int MOST_EXAMPLES = 10;

  OnTheWay {
    examples = List.copyOf(examples);
  }

  /// A watermark of an aggregation, and when it was sent.
  private record Said(Watermark watermark, Instant written) {}

  /// Looks behind the last watermark of each aggregation in each standstill.
  static OnTheWay compare(TopicReader reader, List<Standstill> standstills) {
    long compared = 0;
    long differing = 0;
    List<String> examples = new ArrayList<>();
    for (ShopAggregation aggregation : ShopAggregation.values()) {
      List<Said> said = said(reader, aggregation);
      for (Standstill standstill : standstills) {
        List<Said> covered =
            said.stream().filter(s -> standstill.covers(s.watermark(), s.written())).toList();
        if (covered.isEmpty()) {
          // It was dead or behind, which is not wrong.
          continue;
        }
        compared++;
        Watermark watermark = covered.getLast().watermark();
        Difference difference = difference(reader, aggregation, standstill, watermark);
        if (difference.wrong() + difference.missing() + difference.extra() > 0) {
          differing++;
          examples.add("%s at %s:".formatted(aggregation.code(), watermark.through()));
          examples.addAll(difference.examples());
        }
      }
    }
    return new OnTheWay(
        compared, differing, examples.subList(0, Math.min(MOST_EXAMPLES, examples.size())));
  }

  private static Difference difference(
      TopicReader reader, ShopAggregation aggregation, Standstill standstill, Watermark watermark) {
    Told told =
        Told.read(
            reader,
            aggregation,
            watermark
                .positions()
                .getOrDefault(
                    Topics.aggregation(aggregation.code()), Collections.emptySortedMap()));
    return Difference.of(standstill.oracle(watermark.through()).rows(aggregation), told.rows());
  }

  private static List<Said> said(TopicReader reader, ShopAggregation aggregation) {
    List<Said> said = new ArrayList<>();
    String source = Topics.aggregation(aggregation.code());
    reader.read(
        Topics.WATERMARKS,
        0,
        record -> {
          Watermark watermark = Watermark.fromJson(record.value());
          if (watermark.source().equals(source)) {
            said.add(new Said(watermark, Instant.ofEpochMilli(record.timestamp())));
          }
        });
    return said;
  }
}
