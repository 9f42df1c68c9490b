package dev.hayase.loader.store;

import dev.hayase.loader.outcome.Failure;
import dev.hayase.loader.outcome.Outcome;
import dev.hayase.records.table.TableMode;
import dev.hayase.records.table.TableRef;
import dev.hayase.records.table.TableShape;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/// Ways into tables.
public interface Streams {

  /// The stream that every table has: no offsets, any number of writers.
  String defaultStream(TableRef table);

  /// Whether a stream's rows go into this table.
  boolean belongs(String stream, TableRef table);

  /// Makes a stream of ours, whose rows are visible when acknowledged and which takes rows at
  /// explicit offsets.
  Outcome<String> create(TableRef table);

  /// Ends a stream: when this returns, no row will ever be added to it, by anybody.
  ///
  /// @return how many rows it holds; empty when BigQuery no longer knows the stream
  Outcome<OptionalLong> finish(String stream);

  /// Opens a connection to a stream. Does not block.
  RowStream open(String stream, TableMode mode, TableShape shape);

  /// A connection, used by one thread. Requests are applied in their order.
  interface RowStream {
    /// Sends rows, all or none of which are written. Does not block; completes on any thread.
    ///
    /// @param offset where in the stream the rows belong; empty on a default stream
    /// @return empty when the rows are written; after a failure other than refused rows the
    ///   connection is of no more use
    CompletableFuture<Optional<Failure>> append(List<byte[]> rows, OptionalLong offset);

    /// Has this run, on any thread, when BigQuery says that it has learnt of a change of the table.
    void whenSchemaSpreads(Runnable listener);

    /// Gives the connection up without waiting.
    void close();
  }
}
