/// What is hurt, and how: the processes, the control plane of BigQuery's emulator, the consumer
/// group, and the thread that writes meanwhile. Start with
/// [Inflictor][dev.hayase.benchmarks.faults.stage.Inflictor].
@NullMarked
package dev.hayase.benchmarks.faults.stage;

import org.jspecify.annotations.NullMarked;
