/// PostgreSQL at the edge to Debezium: its connector's settings, and its records as changes.
@NullMarked
package dev.hayase.cdc.debezium.postgres;

import org.jspecify.annotations.NullMarked;
