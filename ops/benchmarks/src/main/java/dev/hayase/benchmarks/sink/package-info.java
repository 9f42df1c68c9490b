/// A Storage Write API that takes rows and keeps none: it answers, counts, and measures how old
/// rows are when it answers. A process of its own
/// ([SinkMain][dev.hayase.benchmarks.sink.SinkMain]), which [Sink][dev.hayase.benchmarks.sink.Sink]
/// starts and asks.
@NullMarked
package dev.hayase.benchmarks.sink;

import org.jspecify.annotations.NullMarked;
