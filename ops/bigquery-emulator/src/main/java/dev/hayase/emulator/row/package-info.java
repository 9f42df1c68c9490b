/// Protobuf row bytes become values: a plan is compiled from the writer's descriptor and the
/// table's schema, then each row is walked once. Pure. Start with
/// [RowPlan][dev.hayase.emulator.row.RowPlan].
@NullMarked
package dev.hayase.emulator.row;

import org.jspecify.annotations.NullMarked;
