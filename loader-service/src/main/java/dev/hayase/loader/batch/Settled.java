package dev.hayase.loader.batch;

/// How far a partition is settled: what can be committed now.
///
/// @param claim the number of the last claim of a stream, before the first one the lease of the
///   assignment; a note of an earlier number must not be committed after a later one
public record Settled(long position, CommitNote note, long claim) {}
