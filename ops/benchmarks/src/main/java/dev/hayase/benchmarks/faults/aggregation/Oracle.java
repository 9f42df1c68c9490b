package dev.hayase.benchmarks.faults.aggregation;

import dev.hayase.benchmarks.faults.aggregation.ShopRow.Customer;
import dev.hayase.benchmarks.faults.aggregation.ShopRow.Order;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the aggregations must hold, computed anew from the rows as they are, by nothing of what
/// computes them otherwise. Values are in the form of
/// [Cells][dev.hayase.benchmarks.faults.compare.Cells].
///
/// @param orders the one that was written last at the end
/// @param now through when everything is known
record Oracle(List<Order> orders, List<Customer> customers, Instant now) {
  private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
  private static final Duration GAP = Duration.ofMinutes(15);
  private static final Duration GRACE = Duration.ofDays(30);
  private static final int SCALE_OF_MEANS = 9;

  Oracle {
    orders = List.copyOf(orders);
    customers = List.copyOf(customers);
  }

  /// By primary key the values of all columns, in the order of the aggregation's.
  Map<List<@Nullable Object>, List<@Nullable Object>> rows(ShopAggregation aggregation) {
    Stream<List<@Nullable Object>> rows =
        switch (aggregation) {
          case TOTALS -> totals();
          case MEMBERS -> members();
          case DAYS -> days();
          case SESSIONS -> sessions();
          case COUNTRIES -> countries();
        };
    Map<List<@Nullable Object>, List<@Nullable Object>> byKey = new HashMap<>();
    rows.forEach(row -> byKey.put(row.subList(0, aggregation.key().size()), row));
    return byKey;
  }

  private Stream<List<@Nullable Object>> totals() {
    return grouped(
            orders.stream().filter(o -> o.state() != null && !o.state().equals("pending")),
            o -> row(o.plan(), o.state()))
        .entrySet()
        .stream()
        .map(group -> {
          List<Order> all = group.getValue();
          List<BigDecimal> amounts = amounts(all);
          return joined(
              group.getKey(),
              (long) all.size(),
              (long) amounts.size(),
              sum(amounts),
              sum(amounts(all.stream().filter(o -> o.validUntil() != null).toList())),
              plain(amounts.stream().min(Comparator.naturalOrder()).orElse(null)),
              plain(amounts.stream().max(Comparator.naturalOrder()).orElse(null)),
              mean(amounts),
              all.stream().map(Order::customer).filter(Objects::nonNull).distinct().count());
        });
  }

  private Stream<List<@Nullable Object>> members() {
    return grouped(
            orders.stream().filter(o -> "paid".equals(o.state()) && o.validUntil() != null),
            o -> row(o.customer()))
        .entrySet()
        .stream()
        .map(group -> {
          Order latest =
              group.getValue().stream()
                  .reduce((one, later) -> isBefore(later, one) ? one : later)
                  .orElseThrow();
          Instant until = Objects.requireNonNull(latest.validUntil());
          return joined(group.getKey(), latest.plan(), micros(until), now.isBefore(until));
        });
  }

  /// NULL is the least.
  private static boolean isBefore(Order one, Order other) {
    return other.placed() != null
        && (one.placed() == null || one.placed().isBefore(other.placed()));
  }

  private Stream<List<@Nullable Object>> days() {
    return grouped(placedOrders(), o -> row(o.state(), placed(o).atZone(TOKYO).toLocalDate()))
        .entrySet()
        .stream()
        .map(group -> {
          LocalDate day = (LocalDate) Objects.requireNonNull(group.getKey().get(1));
          Instant end = midnight(day.plusDays(1));
          return row(
              group.getKey().getFirst(),
              micros(midnight(day)),
              micros(end),
              now.isBefore(end),
              (long) group.getValue().size(),
              sum(amounts(group.getValue())),
              day);
        });
  }

  private static Instant midnight(LocalDate day) {
    return day.atStartOfDay(TOKYO).toInstant();
  }

  private Stream<List<@Nullable Object>> sessions() {
    return grouped(placedOrders(), o -> row(o.plan())).values().stream()
        .flatMap(group -> sessions(group).stream())
        .map(session -> {
          Instant end = placed(session.getLast());
          return row(
              session.getFirst().plan(),
              micros(placed(session.getFirst())),
              micros(end),
              now.isBefore(end.plus(GRACE)),
              (long) session.size(),
              sum(amounts(session)));
        });
  }

  private static List<List<Order>> sessions(List<Order> group) {
    List<List<Order>> sessions = new ArrayList<>();
    group.stream()
        .sorted(Comparator.comparing(Oracle::placed))
        .forEach(order -> {
          if (sessions.isEmpty()
              || Duration.between(placed(sessions.getLast().getLast()), placed(order))
                      .compareTo(GAP)
                  > 0) {
            sessions.add(new ArrayList<>());
          }
          sessions.getLast().add(order);
        });
    return sessions;
  }

  private Stream<List<@Nullable Object>> countries() {
    Map<Long, Customer> byId =
        customers.stream().collect(Collectors.toMap(Customer::id, Function.identity()));
    Function<Order, @Nullable Customer> customer =
        o -> o.customer() == null ? null : byId.get(o.customer());
    return grouped(
            orders.stream().filter(o -> "paid".equals(o.state())),
            o -> {
              Customer of = customer.apply(o);
              return row(of == null ? null : of.country());
            })
        .entrySet()
        .stream()
        .map(group -> {
          List<Customer> known =
              group.getValue().stream().map(customer).filter(Objects::nonNull).distinct().toList();
          return joined(
              group.getKey(),
              (long) group.getValue().size(),
              sum(amounts(group.getValue())),
              (long) known.size(),
              known.stream().map(Customer::name).max(Comparator.naturalOrder()).orElse(null));
        });
  }

  private Stream<Order> placedOrders() {
    return orders.stream().filter(o -> o.placed() != null);
  }

  private static Instant placed(Order order) {
    return Objects.requireNonNull(order.placed());
  }

  private static Map<List<@Nullable Object>, List<Order>> grouped(
      Stream<Order> orders, Function<Order, List<@Nullable Object>> key) {
    return orders.collect(Collectors.groupingBy(key));
  }

  private static List<BigDecimal> amounts(List<Order> orders) {
    return orders.stream().map(Order::amount).filter(Objects::nonNull).toList();
  }

  private static @Nullable BigDecimal sum(List<BigDecimal> amounts) {
    return plain(amounts.stream().reduce(BigDecimal::add).orElse(null));
  }

  private static @Nullable BigDecimal mean(List<BigDecimal> amounts) {
    BigDecimal sum = sum(amounts);
    return sum == null
        ? null
        : plain(
            sum.divide(BigDecimal.valueOf(amounts.size()), SCALE_OF_MEANS, RoundingMode.HALF_UP));
  }

  private static @Nullable BigDecimal plain(@Nullable BigDecimal value) {
    return value == null ? null : value.stripTrailingZeros();
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  private static List<@Nullable Object> row(@Nullable Object... values) {
    List<@Nullable Object> all = new ArrayList<>();
    for (Object value : values) {
      all.add(value);
    }
    return all;
  }

  private static List<@Nullable Object> joined(
      List<@Nullable Object> key, @Nullable Object... values) {
    List<@Nullable Object> all = new ArrayList<>();
    all.addAll(key);
    all.addAll(row(values));
    return all;
  }
}
