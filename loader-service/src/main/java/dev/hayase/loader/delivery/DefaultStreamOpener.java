package dev.hayase.loader.delivery;

import dev.hayase.loader.outcome.Outcome;
import dev.hayase.loader.store.Streams;
import dev.hayase.records.table.TableMode;
import dev.hayase.records.table.TableRef;
import dev.hayase.records.table.TableShape;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Opens the default stream of a table. Rows may be sent twice: in a mirror their sequence numbers
/// make that harmless, in a table that appends somebody has said that it may be so.
record DefaultStreamOpener(Streams streams, TableRef table, TableMode mode) implements Opener {
  @Override
  public CompletableFuture<Outcome<Opened>> open(
      TableShape shape, boolean replace, long settled, long acknowledged) {
    return CompletableFuture.completedFuture(
        Outcome.done(
            new Opened(streams.open(streams.defaultStream(table), mode, shape), Optional.empty())));
  }

  @Override
  public boolean exact() {
    return false;
  }
}
