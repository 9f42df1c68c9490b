package dev.hayase.cli.progress;

import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;

/// Counts of observations by cumulative upper bounds in seconds, as Prometheus exposes them.
///
/// @param buckets upper bound to the number of observations not above it; infinity has them all
public record Histogram(NavigableMap<Double, Double> buckets) {
  /// No observations.
  public static final Histogram EMPTY = new Histogram(new TreeMap<>());

  public Histogram {
    buckets = new TreeMap<>(buckets);
  }

  /// The observations since an earlier state of the same histogram. One that shrank was restarted:
  /// all it holds is new.
  public Histogram since(Histogram earlier) {
    if (total() < earlier.total()) {
      return this;
    }
    NavigableMap<Double, Double> delta = new TreeMap<>(buckets);
    earlier.buckets.forEach(
        (bound, count) -> delta.computeIfPresent(bound, (_, now) -> Math.max(0, now - count)));
    return new Histogram(delta);
  }

  /// Both together.
  public Histogram plus(Histogram other) {
    if (buckets.isEmpty()) {
      return other;
    }
    NavigableMap<Double, Double> sum = new TreeMap<>(buckets);
    other.buckets.forEach((bound, count) -> sum.merge(bound, count, Double::sum));
    return new Histogram(sum);
  }

  /// The number of observations.
  public double total() {
    return buckets.isEmpty() ? 0 : buckets.lastEntry().getValue();
  }

  /// An estimate of a percentile: linear within its bucket; of observations above the last finite
  /// bound, that bound.
  ///
  /// @param share from 0 to 1
  public OptionalDouble percentile(double share) {
    double total = total();
    if (total == 0) {
      return OptionalDouble.empty();
    }
    double rank = share * total;
    double lowerBound = 0;
    double lowerCount = 0;
    for (Map.Entry<Double, Double> bucket : buckets.entrySet()) {
      if (bucket.getValue() >= rank) {
        if (Double.isInfinite(bucket.getKey())) {
          return OptionalDouble.of(lowerBound);
        }
        double inBucket = bucket.getValue() - lowerCount;
        double part = inBucket == 0 ? 0 : (rank - lowerCount) / inBucket;
        return OptionalDouble.of(lowerBound + part * (bucket.getKey() - lowerBound));
      }
      lowerBound = bucket.getKey();
      lowerCount = bucket.getValue();
    }
    return OptionalDouble.of(lowerBound);
  }
}
