package dev.hayase.benchmarks.faults.aggregation;

import dev.hayase.benchmarks.faults.aggregation.ShopRow.Customer;
import dev.hayase.benchmarks.faults.aggregation.ShopRow.Order;
import dev.hayase.event.SequenceNumber;
import dev.hayase.event.wire.Headers;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Random;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A shop whose rows change at random, and the records that say so. The same for the same seed and
/// the same instants.
final class Shop {
  /// Around which a table's size stays.
  private static final Map<ShopTable, Integer> USUAL =
      Map.of(ShopTable.ORDERS, 1_200, ShopTable.CUSTOMERS, 150);

  /// Orders of customers that are gone, or not there yet, are orders, too.
  private static final int CUSTOMERS_NAMED = 200;

  private static final int MOST_CENTS = 1_000_00;
  private static final Duration PLACED_AROUND = Duration.ofDays(3);
  private static final List<String> PLANS = List.of("basic", "pro", "team");
  private static final List<String> STATES = List.of("paid", "paid", "paid", "pending", "refunded");
  private static final List<String> COUNTRIES = List.of("JP", "DE", "FR", "BR", "KE");

  private final Random random;
  private final Instant begun;
  private final ShopLog log;
  private final Map<ShopTable, NavigableMap<Long, ShopRow>> tables = new EnumMap<>(ShopTable.class);
  private final Map<ShopTable, Long> lastIds = new HashMap<>();

  /// Orders' ids, the one that was written last at the end.
  private final SequencedSet<Long> written = new LinkedHashSet<>();

  private final Set<Instant> placed = new HashSet<>();
  private int snapshots;

  Shop(long seed, Instant begun) {
    this.random = new Random(seed);
    this.begun = begun;
    this.log = new ShopLog(begun.getEpochSecond());
    for (ShopTable table : ShopTable.values()) {
      tables.put(table, new TreeMap<>());
    }
  }

  /// The rows as they are now, the one that was written last at the end.
  List<Order> orders() {
    Map<Long, ShopRow> orders = of(ShopTable.ORDERS);
    return written.stream()
        .map(orders::get)
        .filter(Objects::nonNull)
        .map(Order.class::cast)
        .toList();
  }

  /// The rows as they are now.
  List<Customer> customers() {
    return rows(ShopTable.CUSTOMERS).stream().map(Customer.class::cast).toList();
  }

  private Collection<ShopRow> rows(ShopTable table) {
    return of(table).values();
  }

  private NavigableMap<Long, ShopRow> of(ShopTable table) {
    return tables.computeIfAbsent(table, _ -> new TreeMap<>());
  }

  /// One row changes, or moves to another key.
  List<ShopRecord> change(Instant now) {
    ShopTable table = random.nextInt(6) == 0 ? ShopTable.CUSTOMERS : ShopTable.ORDERS;
    int size = of(table).size();
    int usual = USUAL.getOrDefault(table, 0);
    int dice = random.nextInt(100);
    if (size == 0 || dice < (size < usual ? 50 : 10)) {
      return List.of(created(drawn(table, nextId(table), now), now));
    }
    ShopRow before = any(table);
    if (dice < 84) {
      ShopRow after = random.nextInt(10) == 0 ? before : drawn(table, before.id(), now);
      put(after);
      return List.of(log.updated(before, after, now));
    }
    if (dice < 94) {
      of(table).remove(before.id());
      return List.of(random.nextInt(4) == 0 ? log.tombstone(before) : log.deleted(before, now));
    }
    of(table).remove(before.id());
    ShopRecord gone = log.deleted(before, now);
    return List.of(gone, created(before.withId(nextId(table)), now));
  }

  private ShopRecord created(ShopRow row, Instant now) {
    put(row);
    return log.created(row, now);
  }

  private void put(ShopRow row) {
    of(row.table()).put(row.id(), row);
    if (row.table() == ShopTable.ORDERS) {
      written.addLast(row.id());
    }
  }

  private long nextId(ShopTable table) {
    return lastIds.merge(table, 1L, Long::sum);
  }

  private ShopRow any(ShopTable table) {
    NavigableMap<Long, ShopRow> rows = of(table);
    long about = random.nextLong(lastIds.getOrDefault(table, 0L) + 1);
    var found = rows.ceilingEntry(about);
    return (found == null ? rows.lastEntry() : found).getValue();
  }

  private ShopRow drawn(ShopTable table, long id, Instant now) {
    return switch (table) {
      case ORDERS ->
          new Order(
              id,
              rarely(8) ? null : 1L + random.nextInt(CUSTOMERS_NAMED),
              rarely(8) ? null : any(PLANS),
              rarely(8) ? null : BigDecimal.valueOf(random.nextInt(MOST_CENTS) - 10_000, 2),
              rarely(10) ? null : any(STATES),
              rarely(15) ? null : nextPlaced(),
              rarely(8) ? null : validUntil(now));
      case CUSTOMERS ->
          new Customer(id, rarely(6) ? null : any(COUNTRIES), "c" + random.nextInt(1_000));
    };
  }

  private boolean rarely(int times) {
    return random.nextInt(times) == 0;
  }

  private <T> T any(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  /// Whole seconds, so that some are exactly a session's gap apart.
  private Instant nextPlaced() {
    long span = PLACED_AROUND.toSeconds();
    while (true) {
      Instant instant =
          Instant.ofEpochSecond(begun.getEpochSecond() + random.nextLong(-span, span));
      if (placed.add(instant)) {
        return instant;
      }
    }
  }

  /// Long ago, in a moment, or in a year.
  private Instant validUntil(Instant now) {
    return switch (random.nextInt(4)) {
      case 0 -> now.minus(Duration.ofDays(2));
      case 1 -> now.plus(Duration.ofDays(365));
      default -> now.plusMillis(random.nextInt(20_000));
    };
  }

  /// All of the table at once.
  List<ShopRecord> truncate(ShopTable table, Instant now) {
    of(table).clear();
    return log.truncate(table, now);
  }

  /// The table is read anew; some rows have gone, and nobody says so.
  ///
  /// @param start before the rows
  /// @param rows of the table, all that are left
  /// @param end behind them; made when these are written
  record Snapshot(List<ShopRecord> start, List<ShopRecord> rows, List<ShopRecord> end) {}

  Snapshot snapshot(ShopTable table, Instant now) {
    String id = "snapshot-" + ++snapshots;
    SequenceNumber startedAt = log.last().next();
    List<ShopRecord> start = log.snapshotStart(table, id, now);
    of(table).values().removeIf(_ -> rarely(10));
    List<ShopRow> order = new ArrayList<>(rows(table));
    Collections.shuffle(order, random);
    List<ShopRecord> rows = new ArrayList<>();
    for (ShopRow row : order) {
      put(row);
      rows.add(log.read(row, id, now));
    }
    return new Snapshot(start, rows, log.snapshotEnd(table, id, startedAt, now));
  }

  /// Records that nobody can read, one of each kind; they change nothing.
  List<ShopRecord> poison(ShopTable table) {
    String row = "{\"op\":\"c\",\"after\":{\"id\":-1}}";
    return List.of(
        poison(table, "{\"id\":-1}", "{\"op\":\"c\",\"after\":{\"id", Map.of()),
        poison(table, null, row, Map.of()),
        poison(table, "{\"id\":-1}", row, Map.of(Headers.SEQUENCE, "seven")),
        poison(table, "{\"id\":-1}", row, Map.of(Headers.SCHEMA, "0123456789abcdef")));
  }

  private ShopRecord poison(
      ShopTable table, @Nullable String key, String value, Map<String, String> otherHeaders) {
    Map<String, String> headers = log.headers(table, null);
    headers.putAll(otherHeaders);
    return new ShopRecord(table, random.nextInt(ShopTable.PARTITIONS), key, value, headers);
  }
}
