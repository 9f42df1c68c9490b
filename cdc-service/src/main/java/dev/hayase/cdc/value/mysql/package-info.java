/// The values of MySQL and MariaDB: from the server's own text to JSON, and from its types to
/// BigQuery's.
@NullMarked
package dev.hayase.cdc.value.mysql;

import org.jspecify.annotations.NullMarked;
