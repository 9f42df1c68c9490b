/// Values as both sides mean them: PostgreSQL's text and BigQuery's REST text, turned into the same
/// [dev.hayase.cli.value.Value] when they stand for the same thing.
@NullMarked
package dev.hayase.cli.value;

import org.jspecify.annotations.NullMarked;
