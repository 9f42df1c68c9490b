package dev.hayase.benchmarks;

import com.google.cloud.bigquery.storage.v1.AppendRowsRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Connections that write side by side.
final class Writers {
  private Writers() {}

  /// What all of them together had answered in a second.
  static double requestsPerSecond(
      int port, int connections, List<AppendRowsRequest> requests, Duration length)
      throws InterruptedException {
    try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
      List<Future<Double>> rates = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        rates.add(threads.submit(() -> Writer.requestsPerSecond(port, requests, length)));
      }
      double sum = 0;
      for (Future<Double> rate : rates) {
        sum += rate.get();
      }
      return sum;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a connection failed", e);
    }
  }
}
