/// MySQL and MariaDB at the edge to Debezium: the settings of its two connectors, and their records
/// as changes.
@NullMarked
package dev.hayase.cdc.debezium.mysql;

import org.jspecify.annotations.NullMarked;
