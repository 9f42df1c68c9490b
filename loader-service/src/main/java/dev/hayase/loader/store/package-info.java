/// What the loader asks of the outside: tables and streams of BigQuery, schemas, dead letters and
/// claims on Kafka. Interfaces with their contracts, and nothing else.
@NullMarked
package dev.hayase.loader.store;

import org.jspecify.annotations.NullMarked;
