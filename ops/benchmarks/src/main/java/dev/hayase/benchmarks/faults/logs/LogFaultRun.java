package dev.hayase.benchmarks.faults.logs;

import dev.hayase.benchmarks.faults.compare.BigQueryReader;
import dev.hayase.event.topic.Topics;
import dev.hayase.local.HayaseHome;
import dev.hayase.local.LocalPart;
import dev.hayase.local.LocalService;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/// Clients send, things happen to the service, and in the end everything that a client was told to
/// be durable is looked for in BigQuery.
///
/// @param progress is told each fault
record LogFaultRun(
    HayaseHome home, Path folder, long seed, List<LogFault> faults, Consumer<String> progress) {
  private static final int CLIENTS = 6;
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Pattern BAD = Pattern.compile("bad-c\\d+-\\d+");

  LogFaultReport run() throws IOException, InterruptedException {
    long begun = System.nanoTime();
    try (LogStage stage = LogStage.start(home, folder)) {
      Random random = new Random(seed);
      List<PatientClient> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(
            new PatientClient("c" + i, n -> address(stage, n), new Random(random.nextLong())));
      }
      Set<String> deaths = hurt(stage, clients, random);
      long rows = clients.stream().mapToLong(PatientClient::written).sum();
      long distinct = awaited(stage, rows);
      long doubled =
          new BigQueryReader(stage.rest())
              .number(
                  "SELECT COUNT(*) - COUNT(DISTINCT _event_id) FROM %s.%s_once"
                      .formatted(LogStage.DATASET, LogStage.STREAM));
      long kept = clients.stream().mapToLong(PatientClient::kept).sum();
      return new LogFaultReport(
          seed,
          faults.size(),
          rows,
          clients.stream().mapToLong(PatientClient::repeated).sum(),
          rows - distinct,
          doubled,
          kept,
          kept - quarantined(stage),
          List.copyOf(deaths),
          Duration.ofNanos(System.nanoTime() - begun).toSeconds());
    }
  }

  private static URI address(LogStage stage, int service) {
    return stage.service(service).at("/v1/events/" + LogStage.STREAM);
  }

  /// @return the services that ended by themselves
  private Set<String> hurt(LogStage stage, List<PatientClient> clients, Random random)
      throws InterruptedException {
    AtomicBoolean over = new AtomicBoolean();
    Set<String> deaths = new HashSet<>();
    List<Future<?>> sending = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      try {
        for (PatientClient client : clients) {
          sending.add(
              threads.submit(() -> {
                client.send(() -> !over.get());
                return null;
              }));
        }
        Abuse abuse = new Abuse(new Random(random.nextLong()));
        for (LogFault fault : faults) {
          Thread.sleep(fault.after());
          progress.accept(fault.text());
          inflict(fault, stage, abuse);
          for (LocalService service : stage.services()) {
            if (!service.process().isAlive()) {
              deaths.add(service.process().name());
              service.restart();
            }
          }
          sending.stream()
              .filter(each -> each.state() == Future.State.FAILED)
              .forEach(each -> {
                throw new IllegalStateException(
                    "A client was told what it must not", each.exceptionNow());
              });
        }
        Thread.sleep(2_000);
      } finally {
        over.set(true);
      }
    }
    for (Future<?> each : sending) {
      finished(each);
    }
    return deaths;
  }

  private static void finished(Future<?> client) throws InterruptedException {
    try {
      client.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("A client was told what it must not", e);
    }
  }

  private static void inflict(LogFault fault, LogStage stage, Abuse abuse)
      throws InterruptedException {
    LocalService service = stage.service(fault.target());
    URI address = address(stage, fault.target());
    switch (fault.kind()) {
      case KILL_SERVICE -> {
        service.kill();
        Thread.sleep(fault.lasting());
        service.restart();
      }
      case KILL_ALL_SERVICES -> {
        stage.services().forEach(LocalPart::kill);
        Thread.sleep(fault.lasting());
        stage.services().forEach(LocalPart::restart);
      }
      case RESTART_SERVICE -> {
        service.stop();
        service.restart();
      }
      case FREEZE_SERVICE -> {
        service.freeze();
        Thread.sleep(fault.lasting());
        service.thaw();
      }
      case KILL_BROKER -> {
        stage.broker().kill();
        Thread.sleep(fault.lasting());
        stage.broker().restart();
      }
      case FREEZE_BROKER -> {
        stage.broker().freeze();
        Thread.sleep(fault.lasting());
        stage.broker().thaw();
      }
      case SLOW_CLIENTS -> abuse.slowly(address, fault.lasting());
      case BAD_CLIENTS -> abuse.badly(address, fault.lasting());
      case BURST -> abuse.manyAtOnce(address, fault.lasting());
    }
  }

  /// Waits until BigQuery has as many different events as clients were told.
  ///
  /// @return how many it has
  private static long awaited(LogStage stage, long rows) throws InterruptedException {
    BigQueryReader bigQuery = new BigQueryReader(stage.rest());
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      long distinct =
          bigQuery.number(
              "SELECT COUNT(DISTINCT _event_id) FROM %s.%s WHERE STARTS_WITH(_event_id, 'c')"
                  .formatted(LogStage.DATASET, LogStage.STREAM));
      if (distinct == rows || System.nanoTime() > deadline) {
        return distinct;
      }
      Thread.sleep(1_000);
    }
  }

  /// How many different bad events of the clients are in the quarantine.
  private static long quarantined(LogStage stage) {
    TopicPartition quarantine = new TopicPartition(Topics.quarantine(LogStage.STREAM), 0);
    Set<String> ids = new HashSet<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", stage.broker().bootstrapServers()),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.assign(List.of(quarantine));
      consumer.seekToBeginning(List.of(quarantine));
      long end = consumer.endOffsets(List.of(quarantine)).getOrDefault(quarantine, 0L);
      while (consumer.position(quarantine) < end) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(500))) {
          Matcher bad = BAD.matcher(record.value());
          if (bad.find()) {
            ids.add(bad.group());
          }
        }
      }
    }
    return ids.size();
  }
}
