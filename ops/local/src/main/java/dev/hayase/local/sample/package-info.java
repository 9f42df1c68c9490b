/// Sample databases: tables with first rows, and the transactions of a live workload. Rows are
/// PostgreSQL's own text form of their values, so that one way of writing serves every type. What
/// happens is decided by pure generators; [dev.hayase.local.sample.LiveWorkload] carries it out.
@NullMarked
package dev.hayase.local.sample;

import org.jspecify.annotations.NullMarked;
