/// Who goes first when there is more than BigQuery, the memory or the operator allows.
///
/// [MemoryBudget] says whose partitions are polled; [Gate] says who sends next, within what
/// [FlightWindow] lets be on its way and in the order of [FairTurns]; [TokenBucket] keeps a table
/// to its rate. [TableFlow] is a table's view of all that. Pure: time is passed in.
@NullMarked
package dev.hayase.loader.flow;

import org.jspecify.annotations.NullMarked;
