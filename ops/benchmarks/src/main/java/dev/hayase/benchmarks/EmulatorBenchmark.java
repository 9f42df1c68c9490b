package dev.hayase.benchmarks;

import com.google.cloud.bigquery.storage.v1.AppendRowsRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Rows that the emulator stores and rows that it only checks, beside a server that does nothing:
/// all in one run, round by round in turns, so that a busy machine is busy for all three.
final class EmulatorBenchmark {
  private static final int DISTINCT_REQUESTS = 64;

  private final Plan plan;

  EmulatorBenchmark(Plan plan) {
    this.plan = plan;
  }

  /// @param folder for data and logs
  EmulatorRates run(Path folder) throws IOException, InterruptedException {
    List<AppendRowsRequest> requests =
        Rows.requests(Server.STREAM, DISTINCT_REQUESTS, plan.rowsPerRequest());
    List<Double> none = new ArrayList<>();
    List<Double> discarded = new ArrayList<>();
    List<Double> stored = new ArrayList<>();
    try (Server noop = Server.noop(folder);
        Server discarding = Server.emulator("discarding", folder, List.of("--discard", "d.t"));
        Server storing =
            Server.emulator(
                "storing", folder, List.of("--data", folder.resolve("data").toString()))) {
      // The first round warms up and is forgotten.
      for (int round = 0; round <= plan.rounds(); round++) {
        none.add(rate(noop, requests));
        discarded.add(rate(discarding, requests));
        stored.add(rate(storing, requests));
      }
    }
    return new EmulatorRates(
        plan,
        none.subList(1, none.size()),
        discarded.subList(1, discarded.size()),
        stored.subList(1, stored.size()));
  }

  private double rate(Server server, List<AppendRowsRequest> requests) throws InterruptedException {
    return plan.rowsPerRequest()
        * Writers.requestsPerSecond(server.grpcPort(), plan.connections(), requests, plan.length());
  }
}
