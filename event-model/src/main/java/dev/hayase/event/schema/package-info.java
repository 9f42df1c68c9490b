/// The one type system between sources and BigQuery. [TableSchema] is content-addressed by its
/// [Fingerprint]; [BigQueryName] turns any source name into one that BigQuery accepts, reversibly.
@NullMarked
package dev.hayase.event.schema;

import org.jspecify.annotations.NullMarked;
