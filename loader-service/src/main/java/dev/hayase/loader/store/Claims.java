package dev.hayase.loader.store;

import dev.hayase.loader.batch.CommitNote;
import dev.hayase.records.SourcePartition;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Announces streams before they are used.
public interface Claims {
  /// The streams that others may still write rows of the partition to: those of the live flow, and
  /// those of what is loaded again beside it. Besides them there is only the one that the note of
  /// the assignment names. Blocks; throws a [RuntimeException] when that cannot be known now.
  ///
  /// @param lease of the assignment; what was announced in it is left out
  List<String> former(SourcePartition partition, long lease);

  /// Makes the note's stream known, then commits the partition's last committed offset again, with
  /// this note, as the present generation of the group. Every other stream of the partition has
  /// been ended by then.
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
