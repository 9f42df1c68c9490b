package dev.hayase.loader.batch;

/// How far a partition is settled: what can be committed now.
///
/// @param claim counts the streams that were claimed for the partition; a note of an earlier claim
///   must not be committed after a later one
public record Settled(long position, CommitNote note, long claim) {}
