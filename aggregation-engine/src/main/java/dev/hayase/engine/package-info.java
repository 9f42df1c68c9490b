/// Continuous aggregates, computed: what the aggregation-service runs and the command line
/// explains. Pure; knows no Kafka.
///
/// Everything between source and result is a *weighted row*: a row that is added (+1) or taken back
/// (-1). A change of a source row takes back what the row contributed before and adds what it
/// contributes now, so that updates, deletes, key changes, snapshots and joins are one case. Start
/// with [AggregationPlan][dev.hayase.engine.plan.AggregationPlan] and
/// [Groups][dev.hayase.engine.group.Groups].
@NullMarked
package dev.hayase.engine;

import org.jspecify.annotations.NullMarked;
