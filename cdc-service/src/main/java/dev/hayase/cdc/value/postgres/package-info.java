/// PostgreSQL's values: from the server's own text to JSON, and from its types to BigQuery's.
@NullMarked
package dev.hayase.cdc.value.postgres;

import org.jspecify.annotations.NullMarked;
