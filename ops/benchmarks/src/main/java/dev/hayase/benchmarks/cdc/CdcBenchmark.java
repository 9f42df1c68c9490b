package dev.hayase.benchmarks.cdc;

import dev.hayase.benchmarks.cdc.CdcFigures.Drain;
import dev.hayase.benchmarks.cdc.Contender.Running;
import dev.hayase.benchmarks.cdc.Contender.Stage;
import dev.hayase.local.HayaseHome;
import dev.hayase.local.LocalBroker;
import dev.hayase.local.LocalMysql;
import dev.hayase.local.LocalPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// Each contender reads the same log of the same server by turns; then single rows are committed
/// while nothing else happens.
final class CdcBenchmark {
  static final int PARTITIONS = 2;

  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final Duration QUIET = Duration.ofSeconds(2);
  private static final long LOOK_MILLIS = 20;

  private final HayaseHome home;
  private final Amounts planned;
  private final Consumer<String> news;
  private long extraRows;

  /// How much is measured.
  ///
  /// @param rows of each input, if not its own number
  /// @param quiet how long single rows are committed
  record Amounts(List<CdcInput> inputs, OptionalLong rows, int rounds, Duration quiet) {
    Amounts {
      inputs = List.copyOf(inputs);
      if (rounds < 1 || rows.orElse(1) < 1 || !quiet.isPositive()) {
        throw new IllegalArgumentException(
            "rounds, rows and seconds must be above zero: %d, %s, %s"
                .formatted(rounds, rows, quiet));
      }
    }
  }

  /// @param news is told what goes on
  CdcBenchmark(HayaseHome home, Amounts planned, Consumer<String> news) {
    this.home = home;
    this.planned = planned;
    this.news = news;
  }

  /// @param folder for data and logs
  CdcFigures run(Path folder) throws IOException, InterruptedException, SQLException {
    CdcFigures figures = new CdcFigures();
    try (LocalBroker broker = LocalBroker.start(folder.resolve("kafka"))) {
      List<CdcInput> postgres =
          planned.inputs().stream().filter(i -> i != CdcInput.MARIADB).toList();
      if (!postgres.isEmpty()) {
        try (LocalPostgres server = LocalPostgres.start(folder.resolve("postgres"))) {
          measure(postgres, new Postgres(server), broker, folder, figures);
        }
      }
      if (planned.inputs().contains(CdcInput.MARIADB)) {
        try (LocalMysql server = LocalMysql.mariadb(folder.resolve("mariadb"))) {
          measure(List.of(CdcInput.MARIADB), new Mariadb(server), broker, folder, figures);
        }
      }
    }
    return figures;
  }

  private void measure(
      List<CdcInput> inputs,
      Bench.Server server,
      LocalBroker broker,
      Path folder,
      CdcFigures figures)
      throws IOException, InterruptedException, SQLException {
    for (CdcInput input : inputs) {
      news.accept(input.code());
      for (int round = 0; round < planned.rounds(); round++) {
        Bench bench = Bench.create(server, "%s_%d".formatted(input.code(), round), input);
        Path files = Files.createDirectories(folder.resolve(bench.name()));
        Stage stage = new Stage(home, files, broker.bootstrapServers(), bench);
        measure(stage, round, figures);
        bench.drop();
      }
    }
  }

  private void measure(Stage stage, int round, CdcFigures figures)
      throws IOException, InterruptedException, SQLException {
    CdcInput input = stage.bench().input();
    long rows = planned.rows().orElse(input.rows());
    List<Lane> lanes = new ArrayList<>();
    try {
      for (Contender contender : Contender.values()) {
        lanes.add(
            new Lane(
                contender,
                new TableTopic(stage.bootstrapServers(), contender.topic(stage.bench()))));
      }
      if (!input.isSnapshot()) {
        for (Lane lane : lanes) {
          begin(lane, stage);
        }
      }
      stage.bench().fill(rows);
      Collections.rotate(lanes, round);
      for (Lane lane : lanes) {
        Contender contender = lane.contender();
        // A topic ends where the last run left it.
        long first = contender.writes() ? lane.topic().end() : 0;
        try (Running running = contender.start(stage, lane.topic()::end)) {
          figures.drained(input, contender, drain(lane, running, first, rows));
          news.accept("  " + figures.text(input, contender));
          if (contender.writes() && input == CdcInput.STREAM && round == planned.rounds() - 1) {
            figures.waited(contender, quiet(stage.bench(), lane.topic()));
          }
        }
      }
    } finally {
      lanes.forEach(lane -> lane.topic().close());
    }
  }

  /// A contender and the topic that it writes, if it does.
  private record Lane(Contender contender, TableTopic topic) {}

  /// Lets a contender take its snapshot of nothing and read from the log: the second row is
  /// committed after the first was told, which the snapshot or the log had.
  private void begin(Lane lane, Stage stage)
      throws IOException, InterruptedException, SQLException {
    Bench bench = stage.bench();
    try (Running running = lane.contender().start(stage, lane.topic()::end)) {
      for (int row = 0; row < 2; row++) {
        long before = running.seen().getAsLong();
        bench.row(--extraRows);
        await(running, () -> running.seen().getAsLong() > before);
        // What the row came with, such as the end of a snapshot, comes with it.
        Thread.sleep(QUIET);
      }
    }
  }

  private interface Condition {
    boolean holds() throws InterruptedException;
  }

  private static void await(Running running, Condition condition) throws InterruptedException {
    long begun = System.nanoTime();
    while (!condition.holds()) {
      if (!running.process().isAlive() || System.nanoTime() - begun > LIMIT.toNanos()) {
        throw new IllegalStateException(
            "%s does not go on; see %s"
                .formatted(running.process().name(), running.process().log()));
      }
      Thread.sleep(LOOK_MILLIS);
    }
  }

  /// Counts from the middle of the rows: in a process that is seconds old the compilers take more
  /// time than the work.
  private static Drain drain(Lane lane, Running running, long first, long rows)
      throws InterruptedException {
    await(running, () -> running.seen().getAsLong() - first >= rows / 2);
    long half = System.nanoTime();
    long atHalf = running.seen().getAsLong();
    double cpu = running.cpuSeconds();
    Progress last = new Progress(atHalf, half, cpu);
    while (last.seen() - first < rows || System.nanoTime() - last.nanos() < QUIET.toNanos()) {
      Thread.sleep(LOOK_MILLIS);
      long seen = running.seen().getAsLong();
      if (seen != last.seen()) {
        last = new Progress(seen, System.nanoTime(), running.cpuSeconds());
      }
      if (!running.process().isAlive() || System.nanoTime() - last.nanos() > LIMIT.toNanos()) {
        throw new IllegalStateException(
            "%s stands still at %,d of %,d; see %s"
                .formatted(lane.contender().code(), seen - first, rows, running.process().log()));
      }
    }
    check(lane.contender(), lane.topic(), rows);
    // Offsets of a topic count the ends of transactions, too: rows are in proportion to them.
    double measured = (double) rows * (last.seen() - atHalf) / (last.seen() - first);
    return new Drain(
        measured * 1e9 / Math.max(1, last.nanos() - half),
        (last.cpuSeconds() - cpu) / measured * 1e6,
        running.peakBytes());
  }

  private record Progress(long seen, long nanos, double cpuSeconds) {}

  private static void check(Contender contender, TableTopic topic, long rows) {
    if (!contender.writes()) {
      return;
    }
    long found = topic.rows();
    // The rows with which everybody began are six in the log; each read those that came after.
    if (found < rows || (contender == Contender.HAYASE && found > rows + 6)) {
      throw new IllegalStateException(
          "%s wrote %,d of %,d rows".formatted(contender.code(), found, rows));
    }
  }

  /// Commits a row now and then, and takes the time until it can be read.
  private CdcFigures.Latency quiet(Bench bench, TableTopic topic)
      throws SQLException, InterruptedException {
    topic.skip();
    List<Long> waits = new ArrayList<>();
    long until = System.nanoTime() + planned.quiet().toNanos();
    try (Connection connection = bench.connect();
        var statement = connection.createStatement()) {
      while (System.nanoTime() < until) {
        long id = --extraRows;
        long begun = System.nanoTime();
        statement.execute(bench.input().insert(bench.quoted(), id, id));
        boolean[] came = {false};
        while (!came[0]) {
          topic.poll(found -> came[0] |= found == id);
          if (System.nanoTime() - begun > LIMIT.toNanos()) {
            throw new IllegalStateException("A row does not come");
          }
        }
        waits.add(System.nanoTime() - begun);
        Thread.sleep(100 + Math.floorMod(id, 37));
      }
    }
    return CdcFigures.Latency.of(waits);
  }

  private record Postgres(LocalPostgres postgres) implements Bench.Server {
    @Override
    public int port() {
      return postgres.port();
    }

    @Override
    public String user() {
      return postgres.user();
    }

    @Override
    public String password() {
      return postgres.password();
    }

    @Override
    public boolean isMariadb() {
      return false;
    }

    @Override
    public Connection connect(String database) throws SQLException {
      return postgres.connect(database);
    }
  }

  private record Mariadb(LocalMysql mariadb) implements Bench.Server {
    @Override
    public int port() {
      return mariadb.port();
    }

    @Override
    public String user() {
      return mariadb.user();
    }

    @Override
    public String password() {
      return mariadb.password();
    }

    @Override
    public boolean isMariadb() {
      return true;
    }

    @Override
    public Connection connect(String database) throws SQLException {
      return mariadb.connect(database);
    }
  }
}
