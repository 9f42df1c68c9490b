package dev.hayase.benchmarks.faults.aggregation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hayase.event.topic.Topics;
import dev.hayase.event.watermark.Watermark;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// Writes what happens in the shop on a thread of its own, with a watermark each second. It waits
/// for the broker as long as it must; nothing is written twice without being asked for.
final class ShopWriter implements AutoCloseable {
  private static final Duration STEP = Duration.ofMillis(25);
  private static final Duration BETWEEN_WATERMARKS = Duration.ofSeconds(1);
  private static final int FULL_EVERY = 10;
  private static final int MOST_AT_ONCE = 8;
  private static final int AT_FIRST = 300;
  private static final int AT_LAST = 500;
  private static final int REMEMBERED = 400;
  private static final int PARTS_OF_SNAPSHOT = 4;

  private final Shop shop;
  private final Random random;
  private final long epoch;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Queue<AggregationFault> asked = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<Ending> ending = new CompletableFuture<>();
  private final Map<String, Map<Integer, Long>> positions = new HashMap<>();
  private final Map<String, Map<Integer, Long>> moved = new HashMap<>();
  private final Set<String> snapshotting = new TreeSet<>();
  private final List<ShopRecord> remembered = new ArrayList<>();
  private final List<Poison> poisons = new ArrayList<>();
  private final List<Standstill> standstills = new ArrayList<>();
  private @Nullable Standstill standing;
  private final Thread thread;
  private volatile boolean over;
  private Instant through = Instant.EPOCH;
  private Instant idleUntil = Instant.EPOCH;
  private int watermarks;
  private long changes;

  /// A record that nobody can read, and where it stands.
  record Poison(ShopRecord record, long offset) {}

  /// How it was in the end.
  ///
  /// @param through of the last watermark
  /// @param changes how many records were written
  record Ending(
      Oracle oracle,
      Instant through,
      List<Poison> poisons,
      List<Standstill> standstills,
      long changes) {}

  private ShopWriter(String bootstrapServers, long seed) {
    Instant begun = now();
    this.shop = new Shop(seed, begun);
    this.random = new Random(seed + 1);
    this.epoch = begun.getEpochSecond();
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", bootstrapServers,
                "enable.idempotence", "true",
                "compression.type", "lz4",
                "delivery.timeout.ms", "900000",
                "max.block.ms", "900000",
                "request.timeout.ms", "10000"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    this.thread = Thread.ofPlatform().name("shop").unstarted(this::run);
  }

  /// Begins.
  static ShopWriter start(String bootstrapServers, long seed) {
    ShopWriter writer = new ShopWriter(bootstrapServers, seed);
    writer.thread.start();
    return writer;
  }

  /// Lets something happen to the tables, soon.
  void ask(AggregationFault fault) {
    asked.add(fault);
  }

  /// Whether it goes on as it should.
  boolean isWell() {
    return !ending.isCompletedExceptionally();
  }

  /// Does what it was asked for, writes a last watermark, and ends.
  Ending end() throws InterruptedException {
    over = true;
    try {
      return ending.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("The shop ended early", e);
    }
  }

  private void run() {
    try {
      publishSchemas();
      for (int i = 0; i < AT_FIRST; i++) {
        write(shop.change(now()));
      }
      watermark();
      while (!over || !asked.isEmpty()) {
        step();
      }
      // Were the last thing a truncate, there would be nothing to look at.
      for (int i = 0; i < AT_LAST; i++) {
        write(shop.change(now()));
      }
      watermark();
      ending.complete(
          new Ending(
              new Oracle(shop.orders(), shop.customers(), through),
              through,
              poisons,
              standstills,
              changes));
    } catch (RuntimeException | ExecutionException e) {
      ending.completeExceptionally(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      ending.completeExceptionally(e);
    }
  }

  private void step() throws InterruptedException, ExecutionException {
    AggregationFault fault = asked.poll();
    if (fault != null) {
      happen(fault);
    } else if (now().isAfter(idleUntil)) {
      List<ShopRecord> records = new ArrayList<>();
      for (int i = random.nextInt(MOST_AT_ONCE); i >= 0; i--) {
        records.addAll(shop.change(now()));
      }
      write(records);
    }
    watermarkIfDue();
    Thread.sleep(STEP);
  }

  private void happen(AggregationFault fault) throws InterruptedException, ExecutionException {
    switch (fault.kind()) {
      case POISON -> poison(fault.table());
      case REDELIVERY -> write(List.copyOf(remembered.subList(0, 1 + remembered.size() / 2)));
      case SNAPSHOT -> snapshot(fault.table());
      case TRUNCATE -> write(shop.truncate(fault.table(), now()));
      case IDLE -> idleUntil = now().plus(fault.lasting());
      case KILL_SERVICE,
          KILL_BOTH,
          RESTART_SERVICE,
          FREEZE_SERVICE,
          LOSE_DISK,
          KILL_BROKER,
          FREEZE_BROKER ->
          throw new IllegalArgumentException("That does not happen to tables: " + fault);
    }
  }

  private void poison(ShopTable table) throws InterruptedException, ExecutionException {
    List<ShopRecord> records = shop.poison(table);
    List<RecordMetadata> stand = send(records);
    for (int i = 0; i < records.size(); i++) {
      poisons.add(new Poison(records.get(i), stand.get(i).offset()));
    }
  }

  private void snapshot(ShopTable table) throws InterruptedException, ExecutionException {
    Shop.Snapshot snapshot = shop.snapshot(table, now());
    write(snapshot.start());
    snapshotting.add(table.topic().name());
    watermark();
    List<ShopRecord> rows = snapshot.rows();
    int part = rows.size() / PARTS_OF_SNAPSHOT + 1;
    for (int from = 0; from < rows.size(); from += part) {
      write(rows.subList(from, Math.min(rows.size(), from + part)));
      watermarkIfDue();
      Thread.sleep(STEP.multipliedBy(10));
    }
    write(snapshot.end());
    snapshotting.remove(table.topic().name());
    watermark();
  }

  private void write(List<ShopRecord> records) throws InterruptedException, ExecutionException {
    send(records);
    remembered.addAll(records);
    if (remembered.size() > REMEMBERED) {
      remembered.subList(0, remembered.size() - REMEMBERED).clear();
    }
  }

  /// Returns when all of them are acknowledged.
  private List<RecordMetadata> send(List<ShopRecord> records)
      throws InterruptedException, ExecutionException {
    endStandstill();
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (ShopRecord record : records) {
      ProducerRecord<byte[], byte[]> kafka =
          new ProducerRecord<>(
              record.table().topic().name(),
              record.partition(),
              utf8(record.key()),
              utf8(record.value()));
      record.headers().forEach((name, text) -> kafka.headers().add(name, text.getBytes(UTF_8)));
      sent.add(producer.send(kafka));
    }
    producer.flush();
    List<RecordMetadata> stand = new ArrayList<>();
    for (Future<RecordMetadata> each : sent) {
      RecordMetadata metadata = each.get();
      stand.add(metadata);
      for (Map<String, Map<Integer, Long>> vector : List.of(positions, moved)) {
        vector
            .computeIfAbsent(metadata.topic(), _ -> new HashMap<>())
            .merge(metadata.partition(), metadata.offset() + 1, Math::max);
      }
    }
    changes += records.size();
    return stand;
  }

  private void watermarkIfDue() throws InterruptedException, ExecutionException {
    if (now().isAfter(through.plus(BETWEEN_WATERMARKS))) {
      watermark();
    }
  }

  /// Everything that has happened so far is acknowledged, and nothing happens meanwhile.
  private void watermark() throws InterruptedException, ExecutionException {
    Instant now = now();
    through = now.isAfter(through) ? now : through;
    boolean full = watermarks++ % FULL_EVERY == 0;
    Watermark watermark =
        Watermark.of(
            ShopTable.SOURCE, epoch, through, full, full ? positions : moved, snapshotting);
    moved.clear();
    producer
        .send(
            new ProducerRecord<>(
                Topics.WATERMARKS, 0, ShopTable.SOURCE.getBytes(UTF_8), watermark.toJson()))
        .get();
    if (standing == null && snapshotting.isEmpty() && through.isBefore(idleUntil)) {
      standing = new Standstill(through, Instant.MAX, shop.orders(), shop.customers());
    }
  }

  private void endStandstill() {
    if (standing != null) {
      standstills.add(standing.until(now()));
      standing = null;
    }
  }

  private void publishSchemas() throws InterruptedException, ExecutionException {
    for (ShopTable table : ShopTable.values()) {
      producer
          .send(
              new ProducerRecord<>(
                  Topics.SCHEMAS,
                  table.schema().fingerprint().hex().getBytes(UTF_8),
                  table.schema().toJson()))
          .get();
    }
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MICROS);
  }

  private static byte @Nullable [] utf8(@Nullable String text) {
    return text == null ? null : text.getBytes(UTF_8);
  }

  @Override
  public void close() {
    thread.interrupt();
    producer.close(Duration.ZERO);
  }
}
