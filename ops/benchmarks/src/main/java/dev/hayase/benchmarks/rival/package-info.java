/// Two loaders to compare ours with, in a process of their own
/// ([RivalMain][dev.hayase.benchmarks.rival.RivalMain]): one as Google's and Spring's documentation
/// would have a user write it, and one that decodes nothing, which is as fast as a loader could be
/// that reads with Kafka's client and writes with Google's.
///
/// Both are [Listener][dev.hayase.benchmarks.rival.Listener]; they differ in their
/// [Appender][dev.hayase.benchmarks.rival.Appender].
@NullMarked
package dev.hayase.benchmarks.rival;

import org.jspecify.annotations.NullMarked;
