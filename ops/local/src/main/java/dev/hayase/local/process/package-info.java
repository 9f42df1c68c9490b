/// Child processes: started with a log file, awaited with a bounded time, stopped or killed, and
/// gone when their parent is. Start with [dev.hayase.local.process.ChildProcess].
@NullMarked
package dev.hayase.local.process;

import org.jspecify.annotations.NullMarked;
