package dev.hayase.benchmarks.faults.aggregation;

import dev.hayase.event.schema.ColumnType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// What is aggregated of the shop, as it stands in `pipeline.yaml`.
@SuppressWarnings("ImmutableEnumChecker") // Sets and lists that nobody can change.
enum ShopAggregation {
  TOTALS(
      Set.of(ShopTable.ORDERS),
      """
      from: shop.public.orders
      where: 'state != "pending"'
      group-by: [plan, state]
      measures:
        orders: {count: "*"}
        priced: {count: amount}
        amount: {sum: amount}
        valid: {sum: amount, where: 'valid_until != null'}
        least: {min: amount}
        greatest: {max: amount}
        usual: {avg: amount}
        customers: {count-distinct: customer_id}
      """,
      List.of(column("plan", ColumnType.STRING), column("state", ColumnType.STRING)),
      List.of(
          column("orders", ColumnType.INT64),
          column("priced", ColumnType.INT64),
          column("amount", ColumnType.NUMERIC),
          column("valid", ColumnType.NUMERIC),
          column("least", ColumnType.NUMERIC),
          column("greatest", ColumnType.NUMERIC),
          column("usual", ColumnType.NUMERIC),
          column("customers", ColumnType.INT64))),
  MEMBERS(
      Set.of(ShopTable.ORDERS),
      """
      from: shop.public.orders
      where: 'state == "paid" && valid_until != null'
      latest: {by: [customer_id], order: placed_at}
      columns: {plan: plan, valid_until: valid_until, active: 'now < valid_until'}
      changes-at: valid_until
      """,
      List.of(column("customer_id", ColumnType.INT64)),
      List.of(
          column("plan", ColumnType.STRING),
          column("valid_until", ColumnType.TIMESTAMP),
          column("active", ColumnType.BOOL))),
  DAYS(
      Set.of(ShopTable.ORDERS),
      """
      from: shop.public.orders
      group-by: {state: state}
      window: {on: placed_at, calendar: day, zone: Asia/Tokyo}
      measures:
        orders: {count: "*"}
        amount: {sum: amount}
      columns: {day: 'date(window_start, "Asia/Tokyo")'}
      """,
      List.of(column("state", ColumnType.STRING), column("window_start", ColumnType.TIMESTAMP)),
      List.of(
          column("window_end", ColumnType.TIMESTAMP),
          column("window_open", ColumnType.BOOL),
          column("orders", ColumnType.INT64),
          column("amount", ColumnType.NUMERIC),
          column("day", ColumnType.DATE))),
  SESSIONS(
      Set.of(ShopTable.ORDERS),
      """
      from: shop.public.orders
      group-by: [plan]
      window: {on: placed_at, session: 15m, grace: 30d}
      measures:
        orders: {count: "*"}
        amount: {sum: amount}
      """,
      List.of(column("plan", ColumnType.STRING), column("window_start", ColumnType.TIMESTAMP)),
      List.of(
          column("window_end", ColumnType.TIMESTAMP),
          column("window_open", ColumnType.BOOL),
          column("orders", ColumnType.INT64),
          column("amount", ColumnType.NUMERIC))),
  COUNTRIES(
      Set.of(ShopTable.ORDERS, ShopTable.CUSTOMERS),
      """
      from: shop.public.orders
      join:
        - {table: shop.public.customers, as: customer, on: [customer_id], type: left}
      where: 'state == "paid"'
      group-by: {country: customer.country}
      measures:
        orders: {count: "*"}
        amount: {sum: amount}
        customers: {count-distinct: customer.id}
        last_name: {max: customer.name}
      """,
      List.of(column("country", ColumnType.STRING)),
      List.of(
          column("orders", ColumnType.INT64),
          column("amount", ColumnType.NUMERIC),
          column("customers", ColumnType.INT64),
          column("last_name", ColumnType.STRING)));

  private final Set<ShopTable> reads;
  private final String declaration;
  private final List<ResultColumn> key;
  private final List<ResultColumn> others;

  ShopAggregation(
      Set<ShopTable> reads, String declaration, List<ResultColumn> key, List<ResultColumn> others) {
    this.reads = reads;
    this.declaration = declaration;
    this.key = key;
    this.others = others;
  }

  /// A column of the result.
  record ResultColumn(String name, ColumnType type) {}

  private static ResultColumn column(String name, ColumnType type) {
    return new ResultColumn(name, type);
  }

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Whose changes it reads.
  Set<ShopTable> reads() {
    return reads;
  }

  /// The primary key of the result.
  List<ResultColumn> key() {
    return key;
  }

  /// All columns of the result, those of the key first.
  List<ResultColumn> columns() {
    List<ResultColumn> all = new ArrayList<>(key);
    all.addAll(others);
    return all;
  }

  /// All of them, as the value of `aggregations`.
  static String declarations() {
    return Arrays.stream(values())
        .map(each -> "  " + each.code() + ":\n" + each.declaration.indent(4))
        .collect(Collectors.joining());
  }
}
