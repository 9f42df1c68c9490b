/// The edge to MySQL and MariaDB: what must be there before the start, the connections, and the
/// server's time with the end of its log.
@NullMarked
package dev.hayase.cdc.mysql;

import org.jspecify.annotations.NullMarked;
