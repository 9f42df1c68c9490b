package dev.hayase.loader.store;

import dev.hayase.loader.batch.CommitNote;
import dev.hayase.loader.batch.SourcePartition;
import java.util.concurrent.CompletableFuture;

/// Announces streams before they are used.
public interface Claims {
  /// Commits the partition's last committed offset again, with this note, as the present generation
  /// of the group.
  ///
  /// @param lease of the assignment in which the stream is to be used. A claim that comes late, of
  ///   an assignment that has ended, must not overwrite what a later one has announced
  /// @return the number of this claim, or -1 when the partition is not ours any more and nothing
  ///   was committed
  CompletableFuture<Long> claim(SourcePartition partition, long lease, CommitNote note);

  /// Commits again what is committed, as the present generation of the group: when this says yes,
  /// nobody else has been given the partition so far, and whoever will be sees what was written
  /// elsewhere before the call.
  CompletableFuture<Boolean> confirm(SourcePartition partition, long lease);
}
