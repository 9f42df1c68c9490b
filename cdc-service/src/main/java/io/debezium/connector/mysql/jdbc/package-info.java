/// Debezium's package: a class here takes the place of Debezium's own of the same name.
@NullMarked
package io.debezium.connector.mysql.jdbc;

import org.jspecify.annotations.NullMarked;
