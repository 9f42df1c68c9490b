/// Keeps processes running: a dead one is reported with the end of its log and restarted, later
/// each time. Start with [dev.hayase.local.supervisor.Supervisor]; what is decided is in
/// [dev.hayase.local.supervisor.RestartPolicy].
@NullMarked
package dev.hayase.local.supervisor;

import org.jspecify.annotations.NullMarked;
