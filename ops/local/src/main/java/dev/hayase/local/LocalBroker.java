package dev.hayase.local;

import dev.hayase.local.process.ChildMain;
import dev.hayase.local.process.ChildProcess;
import dev.hayase.local.process.FreePort;
import dev.hayase.local.process.JavaCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/// A real Kafka broker (KRaft, one node) in a child JVM. It can be killed and restarted on the same
/// port and data, and it dies with the process that started it.
public final class LocalBroker extends LocalPart {
  private static final Duration START_LIMIT = Duration.ofMinutes(4);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

  private final Path folder;
  private final Path log;
  private final int port;

  private LocalBroker(Path folder, Path log, int port) {
    super(STOP_LIMIT);
    this.folder = folder;
    this.log = log;
    this.port = port;
  }

  /// Starts a broker with its data and its log (`kafka.log`) under `folder`; returns when it
  /// answers.
  public static LocalBroker start(Path folder) {
    return start(folder, folder.resolve("kafka.log"));
  }

  /// Starts a broker with its data under `folder` and its output in `log`; returns when it answers.
  public static LocalBroker start(Path folder, Path log) {
    int port = FreePort.next();
    writeConfiguration(folder, port, FreePort.next());
    return started(new LocalBroker(folder, log, port));
  }

  /// `host:port` for clients.
  public String bootstrapServers() {
    return "localhost:" + port;
  }

  @Override
  ChildProcess launch() {
    JavaCommand command =
        JavaCommand.mainClass(
                "384m",
                System.getProperty("java.class.path"),
                ChildMain.class.getName(),
                List.of(
                    Long.toString(ProcessHandle.current().pid()),
                    BrokerMain.class.getName(),
                    folder.resolve("server.properties").toString()))
            .with(
                "-XX:TieredStopAtLevel=1",
                "-Dlogback.configurationFile=dev/hayase/local/kafka-logback.xml");
    return ChildProcess.start("kafka", command, log);
  }

  private static void writeConfiguration(Path folder, int port, int controllerPort) {
    String properties =
        """
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@localhost:%2$d
        listeners=PLAINTEXT://localhost:%1$d,CONTROLLER://localhost:%2$d
        advertised.listeners=PLAINTEXT://localhost:%1$d
        controller.listener.names=CONTROLLER
        log.dirs=%3$s
        auto.create.topics.enable=false
        offsets.topic.num.partitions=4
        offsets.topic.replication.factor=1
        transaction.state.log.num.partitions=4
        transaction.state.log.replication.factor=1
        transaction.state.log.min.isr=1
        share.coordinator.state.topic.num.partitions=1
        share.coordinator.state.topic.replication.factor=1
        share.coordinator.state.topic.min.isr=1
        broker.heartbeat.interval.ms=500
        broker.session.timeout.ms=4000
        group.initial.rebalance.delay.ms=0
        group.min.session.timeout.ms=1000
        log.cleaner.dedupe.buffer.size=8388608
        log.cleaner.threads=1
        num.network.threads=2
        num.io.threads=4
        background.threads=2
        """
            .formatted(port, controllerPort, folder.resolve("data").toAbsolutePath());
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("server.properties"), properties);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the broker's configuration to " + folder, e);
    }
  }

  @Override
  void awaitReady(ChildProcess started) {
    started.awaitReady(START_LIMIT, () -> Reachable.tcp(port));
    try (Admin admin =
        Admin.create(
            Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, (Object) bootstrapServers()))) {
      started.awaitReady(START_LIMIT, () -> answers(admin));
    }
  }

  private static boolean answers(Admin admin) {
    try {
      return !admin.describeCluster().nodes().get(5, TimeUnit.SECONDS).isEmpty();
    } catch (ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
