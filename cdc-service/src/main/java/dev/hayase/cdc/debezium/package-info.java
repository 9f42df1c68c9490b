/// The edge to Debezium: one embedded engine per source, whose records become what
/// [dev.hayase.cdc.change] names. No type of Debezium's or Kafka Connect's leaves this room.
@NullMarked
package dev.hayase.cdc.debezium;

import org.jspecify.annotations.NullMarked;
