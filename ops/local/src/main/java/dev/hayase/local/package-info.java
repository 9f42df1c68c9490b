/// The platform on this machine, as real operating-system processes: a Kafka broker, PostgreSQL,
/// the BigQuery emulator and the services. The demo, the tests and the benchmarks all stand on it.
/// Start with [dev.hayase.local.LocalBroker] and [dev.hayase.local.LocalPostgres].
@NullMarked
package dev.hayase.local;

import org.jspecify.annotations.NullMarked;
