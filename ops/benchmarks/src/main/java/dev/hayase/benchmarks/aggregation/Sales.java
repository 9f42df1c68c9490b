package dev.hayase.benchmarks.aggregation;

import dev.hayase.event.change.ChangeEvent;
import dev.hayase.event.change.Operation;
import dev.hayase.event.change.Origin;
import dev.hayase.event.change.RowImage;
import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.event.schema.TableSchema;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// Changes of a table of sales, without end, and what its accounts amount to after each. One half
/// are new sales, the other half changes of older ones, of which some go. The same for the same
/// numbers.
final class Sales {
  static final String SOURCE = "shop";
  static final String TOPIC = "shop.public.sales";
  static final TableSchema SCHEMA =
      new TableSchema(
          List.of(
              Column.nullable("id", ColumnType.INT64),
              Column.nullable("account", ColumnType.INT64),
              Column.decimal("amount", ColumnType.NUMERIC, 12, 2),
              Column.nullable("state", ColumnType.STRING),
              Column.nullable("note", ColumnType.STRING)),
          List.of("id"),
          new TreeMap<>());

  private static final long SEED = 20_261_123;
  private static final int CENTS = 10_000_00;
  private static final String NOTE = "a sale like any other, and one that says so at some length";

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final int accounts;
  private final List<Sale> sales = new ArrayList<>();
  private final long[] count;
  private final long[] cents;

  /// @param account whose sale it is; -1 when it is gone
  private record Sale(int account, int cents, boolean paid) {
    static final Sale GONE = new Sale(-1, 0, false);

    boolean gone() {
      return account < 0;
    }
  }

  /// A record of the topic.
  ///
  /// @param account whose result changes with it; -1 when none does
  @SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
  record Change(int id, int account, byte[] key, byte[] value) {}

  /// @param accounts how many different ones there are
  Sales(int accounts) {
    this.accounts = accounts;
    this.count = new long[accounts];
    this.cents = new long[accounts];
  }

  /// The next change.
  ///
  /// @param micros when it is committed
  Change next(long micros) {
    boolean older = !sales.isEmpty() && random.nextBoolean();
    int id = older ? random.nextInt(sales.size()) : sales.size();
    Sale before = older ? sales.get(id) : Sale.GONE;
    boolean gone = !before.gone() && random.nextInt(10) == 0;
    int account = before.gone() ? random.nextInt(accounts) : before.account();
    Sale after = gone ? Sale.GONE : new Sale(account, random.nextInt(CENTS), random.nextInt(5) > 0);
    if (id == sales.size()) {
      sales.add(after);
    } else {
      sales.set(id, after);
    }
    add(before, -1);
    add(after, 1);
    boolean seen =
        before.paid() != after.paid() || (after.paid() && before.cents() != after.cents());
    return new Change(id, seen ? account : -1, key(id), value(id, before, after, micros));
  }

  private void add(Sale sale, int weight) {
    if (sale.paid()) {
      count[sale.account()] += weight;
      cents[sale.account()] += (long) weight * sale.cents();
    }
  }

  private static byte[] key(int id) {
    return "{\"id\":%d}".formatted(id).getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] value(int id, Sale before, Sale after, long micros) {
    Operation operation =
        after.gone() ? Operation.DELETE : before.gone() ? Operation.CREATE : Operation.UPDATE;
    return new ChangeEvent(
            operation,
            after.gone() ? row(id, before) : null,
            after.gone() ? null : row(id, after),
            new Origin("postgresql", SOURCE, SOURCE, "public", "sales", micros, false, 1L, 1L))
        .toJson(micros);
  }

  private static RowImage row(int id, Sale sale) {
    return RowImage.of(
        String.format(
            Locale.ROOT,
            "{\"id\":%d,\"account\":%d,\"amount\":\"%d.%02d\",\"state\":\"%s\",\"note\":\"%s\"}",
            id,
            sale.account(),
            sale.cents() / 100,
            sale.cents() % 100,
            sale.paid() ? "paid" : "pending",
            NOTE));
  }

  int accounts() {
    return accounts;
  }

  /// How many paid sales the account has now.
  long count(int account) {
    return count[account];
  }

  /// What they amount to.
  BigDecimal amount(int account) {
    return BigDecimal.valueOf(cents[account], 2);
  }
}
