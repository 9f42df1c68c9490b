package dev.hayase.benchmarks.faults.aggregation;

import dev.hayase.benchmarks.faults.aggregation.ShopRow.Customer;
import dev.hayase.benchmarks.faults.aggregation.ShopRow.Order;
import dev.hayase.event.watermark.Watermark;
import java.time.Instant;
import java.util.List;

/// A while in which the tables did not change, between a watermark and the next record. What an
/// aggregation says meanwhile to be complete must be so, row by row: it can know nothing newer.
///
/// @param from the source's watermark at its beginning
/// @param to when the next record was sent, by the clock that records are stamped by, too
record Standstill(Instant from, Instant to, List<Order> orders, List<Customer> customers) {
  Standstill {
    orders = List.copyOf(orders);
    customers = List.copyOf(customers);
  }

  /// The same, over at that instant.
  Standstill until(Instant end) {
    return new Standstill(from, end, orders, customers);
  }

  /// Whether a watermark speaks of these rows.
  ///
  /// @param written when it was sent
  boolean covers(Watermark watermark, Instant written) {
    return !watermark.through().isBefore(from) && written.isBefore(to);
  }

  /// The rows that must be there when an aggregation is complete through an instant.
  Oracle oracle(Instant through) {
    return new Oracle(orders, customers, through);
  }
}
