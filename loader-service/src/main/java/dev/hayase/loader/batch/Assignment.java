package dev.hayase.loader.batch;

/// A partition that is ours.
///
/// @param offset the first that is not settled yet
/// @param note what the last loader of the partition committed beside its offset
/// @param lease tells this assignment from earlier ones of the same partition to the same loader
public record Assignment(long offset, CommitNote note, long lease) {}
