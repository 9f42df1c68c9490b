package dev.hayase.loader.micrometer;

import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.DoubleStream;

/// How old a topic's rows were when they were acknowledged, in the buckets that Micrometer would
/// have.
///
/// Micrometer's own histograms take one figure at a time, which for a million rows in a second was
/// a noticeable part of all work. Rows of one request are nearly of one age: here whole runs of
/// them go into a bucket at once.
final class AgeHistogram {
  private static final Duration LEAST = Duration.ofMillis(5);
  private static final Duration MOST = Duration.ofMinutes(10);

  /// Upper bounds; the last one is infinite.
  private static final double[] SECONDS = bounds();

  private static final long[] MICROS =
      Arrays.stream(SECONDS).mapToLong(seconds -> (long) Math.floor(seconds * 1e6)).toArray();

  private final AtomicLongArray counts = new AtomicLongArray(MICROS.length);
  private final LongAdder sum = new LongAdder();

  private static double[] bounds() {
    Set<Double> finite =
        DistributionStatisticConfig.builder()
            .percentilesHistogram(true)
            .minimumExpectedValue((double) LEAST.toNanos())
            .maximumExpectedValue((double) MOST.toNanos())
            .build()
            .merge(DistributionStatisticConfig.DEFAULT)
            .getHistogramBuckets(true);
    return DoubleStream.concat(
            finite.stream().mapToDouble(nanos -> nanos / 1e9),
            DoubleStream.of(Double.POSITIVE_INFINITY))
        .toArray();
  }

  void record(long... ages) {
    long all = 0;
    int bucket = 0;
    int run = 0;
    for (long age : ages) {
      if (!isIn(bucket, age)) {
        counts.addAndGet(bucket, run);
        run = 0;
        bucket = bucketOf(age);
      }
      run++;
      all += age;
    }
    counts.addAndGet(bucket, run);
    sum.add(all);
  }

  private static boolean isIn(int bucket, long micros) {
    return micros <= MICROS[bucket] && (bucket == 0 || micros > MICROS[bucket - 1]);
  }

  private static int bucketOf(long micros) {
    int found = Arrays.binarySearch(MICROS, micros);
    return found >= 0 ? found : -found - 1;
  }

  HistogramDataPointSnapshot snapshot(Labels labels) {
    long[] now = new long[MICROS.length];
    Arrays.setAll(now, counts::get);
    return HistogramDataPointSnapshot.builder()
        .labels(labels)
        .classicHistogramBuckets(ClassicHistogramBuckets.of(SECONDS, now))
        .sum(sum.sum() / 1e6)
        .build();
  }
}
