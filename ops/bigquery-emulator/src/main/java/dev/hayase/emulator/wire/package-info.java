/// Between the network and the calls: TCP connections, and the faults that happen to calls on their
/// way in and out. [GrpcFaults][dev.hayase.emulator.wire.GrpcFaults] stands before the Storage
/// Write API, [RestFaults][dev.hayase.emulator.wire.RestFaults] before REST; neither room behind
/// them knows.
@NullMarked
package dev.hayase.emulator.wire;

import org.jspecify.annotations.NullMarked;
