/// BigQuery: the only room that knows Google's clients. Implements the ports of `store`; what goes
/// wrong leaves it as [dev.hayase.loader.outcome.Failure].
@NullMarked
package dev.hayase.loader.bigquery;

import org.jspecify.annotations.NullMarked;
