/// The edge to the Storage Write API: gRPC's `BigQueryWrite`, one connection at a time. Start with
/// [AppendConnection][dev.hayase.emulator.write.AppendConnection].
@NullMarked
package dev.hayase.emulator.write;

import org.jspecify.annotations.NullMarked;
