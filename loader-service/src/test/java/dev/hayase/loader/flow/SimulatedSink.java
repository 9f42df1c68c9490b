package dev.hayase.loader.flow;

import java.util.ArrayDeque;
import java.util.Deque;

/// A BigQuery that takes so many bytes per second, one request after the other, and as much as the
/// window lets through is offered to it.
final class SimulatedSink {
  private static final long REQUEST = 64 << 10;

  private final double bytesPerMilli;
  private final Deque<double[]> flying = new ArrayDeque<>();
  private long wayMillis;
  private double now;
  private double free;
  private long answered;
  private double took;
  private double since;

  SimulatedSink(long bytesPerSecond, long wayMillis) {
    this.bytesPerMilli = bytesPerSecond / 1_000.0;
    this.wayMillis = wayMillis;
  }

  void way(long millis) {
    wayMillis = millis;
  }

  void forget() {
    answered = 0;
    took = 0;
    since = now;
  }

  void run(FlightWindow window, long millis) {
    double end = now + millis;
    while (now < end) {
      while (flying.isEmpty() || (flying.size() + 1) * REQUEST <= window.bytes()) {
        free = Math.max(free, now) + REQUEST / bytesPerMilli;
        flying.addLast(new double[] {now, free + wayMillis});
      }
      window.limits();
      double[] first = flying.removeFirst();
      now = Math.max(now, first[1]);
      answered++;
      took += now - first[0];
      window.answered((long) (now - first[0]), (long) now);
    }
  }

  double usedShare() {
    return answered * REQUEST / ((now - since) * bytesPerMilli);
  }

  double meanMillis() {
    return took / answered;
  }

  double requestMillis() {
    return REQUEST / bytesPerMilli;
  }
}
