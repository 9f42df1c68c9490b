package dev.hayase.loader.delivery;

import dev.hayase.loader.batch.OffsetRanges;
import dev.hayase.loader.outcome.Outcome;
import dev.hayase.loader.store.Streams.RowStream;
import dev.hayase.records.table.TableShape;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Gets a lane its connection.
interface Opener {

  /// Opens. Completes on any thread.
  ///
  /// @param replace whether the present stream must not be used again
  /// @param settled every row of an offset below is in the table or parked
  /// @param acknowledged rows that the present stream has acknowledged
  CompletableFuture<Outcome<Opened>> open(
      TableShape shape, boolean replace, long settled, long acknowledged);

  /// Whether rows are appended at explicit offsets.
  boolean exact();

  /// A connection.
  ///
  /// @param fresh present when it leads to a new stream
  record Opened(RowStream rows, Optional<Fresh> fresh) {}

  /// A new stream.
  ///
  /// @param held offsets whose rows the table has already, through other streams
  /// @param claim number of the claim by which it was announced
  record Fresh(String stream, OffsetRanges held, long claim) {}
}
