/// What a value of PostgreSQL is on the wire: from the server's own text to JSON, and from the
/// server's type to BigQuery's. Pure: text in, JSON out, nothing rounded and nothing guessed.
@NullMarked
package dev.hayase.cdc.value;

import org.jspecify.annotations.NullMarked;
