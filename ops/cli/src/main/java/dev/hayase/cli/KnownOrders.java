package dev.hayase.cli;

import dev.hayase.event.replay.ReplayBook;
import dev.hayase.event.replay.ReplayOrder;

/// Orders by the names that people type.
final class KnownOrders {
  private KnownOrders() {}

  static ReplayOrder require(ReplayBook book, String id) {
    return book.order(id)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "There is no replay '" + id + "'; 'hayase replay list' shows those there are"));
  }
}
