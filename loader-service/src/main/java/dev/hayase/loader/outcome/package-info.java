/// What can go wrong with BigQuery, and what follows from it.
///
/// Start with [Failure] (what happened) and [FailurePolicy] (one total function from failure to
/// [Verdict], with the operator's remedy).
@NullMarked
package dev.hayase.loader.outcome;

import org.jspecify.annotations.NullMarked;
