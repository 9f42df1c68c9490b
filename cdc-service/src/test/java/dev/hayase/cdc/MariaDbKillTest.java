package dev.hayase.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.local.process.ChildProcess;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// SIGKILL of the capture, again and again, amid transactions of many events with many rows each.
class MariaDbKillTest {
  private static final int KILLS = Integer.getInteger("hayase.test.kills", 3);
  private static final long SEED = Long.getLong("hayase.test.seed", 7L);
  private static final int BLOCK = 400;

  private final Shop shop = Lab.mariadbShop();
  private final AtomicBoolean working = new AtomicBoolean(true);

  /// So much work is there to be done before the next kill.
  private final Semaphore transactions = new Semaphore(0);

  private final Semaphore counts = new Semaphore(0);
  private final AtomicInteger inserted = new AtomicInteger();
  private final AtomicInteger counted = new AtomicInteger();

  @AfterEach
  void end() {
    shop.close();
  }

  @Test
  void everyChangeArrivesExactlyOnceAndInOrder() throws Exception {
    // Given
    shop.sql(
        "CREATE TABLE blocks (id int PRIMARY KEY, note varchar(300))",
        "CREATE TABLE counter (id int PRIMARY KEY, n int NOT NULL)",
        "INSERT INTO counter VALUES (1, 0)");
    Random random = new Random(SEED);
    ChildProcess capture = shop.captureProcess();
    Awaitility.await().atMost(School.PATIENCE).until(() -> shop.count("blocks") == 2);
    Thread blocks = Thread.ofPlatform().start(this::insertBlocks);
    Thread counting = Thread.ofPlatform().start(this::count);

    // When
    for (int kill = 0; kill < KILLS; kill++) {
      int progress = inserted.get() + 500 + random.nextInt(4_000);
      transactions.release(8);
      counts.release(300);
      Awaitility.await()
          .atMost(School.PATIENCE)
          .pollInterval(7, TimeUnit.MILLISECONDS)
          .until(() -> inserted.get() > progress);
      capture.kill();
      capture = shop.captureProcess();
      int before = shop.count("blocks");
      Awaitility.await().atMost(School.PATIENCE).until(() -> shop.count("blocks") > before);
    }
    working.set(false);
    transactions.release();
    counts.release();
    blocks.join();
    counting.join();

    // Then
    Awaitility.await()
        .atMost(School.PATIENCE)
        .until(() ->
            shop.count("blocks") >= inserted.get() + 2
                && shop.count("counter") >= counted.get() + 3);
    assertThat(values("blocks", "id"))
        .isEqualTo(IntStream.rangeClosed(1, inserted.get()).boxed().toList());
    assertThat(values("counter", "n"))
        .isEqualTo(IntStream.rangeClosed(0, counted.get()).boxed().toList());
    List<Long> ordinals =
        List.of("blocks", "counter").stream()
            .flatMap(table -> shop.records(table).stream())
            .map(r -> r.sequence().ordinal())
            .sorted()
            .toList();
    assertThat(ordinals).isEqualTo(LongStream.rangeClosed(1, ordinals.size()).boxed().toList());
  }

  private List<Integer> values(String table, String column) {
    return shop.records(table).stream()
        .filter(r -> !r.isControl())
        .map(r -> r.value().get("after").get(column).asInt())
        .toList();
  }

  /// Each transaction has three statements of many rows, more than an event holds.
  private void insertBlocks() {
    try (Connection connection = shop.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      String note = "n".repeat(200);
      while (working.get()) {
        transactions.acquire();
        int first = inserted.get() + 1;
        for (int block = 0; block < 3; block++) {
          int from = first + block * BLOCK;
          statement.execute(
              IntStream.range(from, from + BLOCK)
                  .mapToObj(id -> "(%d, '%s')".formatted(id, note))
                  .collect(Collectors.joining(",", "INSERT INTO blocks VALUES ", "")));
        }
        connection.commit();
        inserted.addAndGet(3 * BLOCK);
      }
    } catch (SQLException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void count() {
    try (Connection connection = shop.connect();
        Statement statement = connection.createStatement()) {
      while (working.get()) {
        counts.acquire();
        statement.execute("UPDATE counter SET n = n + 1");
        counted.incrementAndGet();
      }
    } catch (SQLException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
