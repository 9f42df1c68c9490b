/// Debezium's package: a class here takes the place of Debezium's own of the same name.
@NullMarked
package io.debezium.connector.binlog.event;

import org.jspecify.annotations.NullMarked;
