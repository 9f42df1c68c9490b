package dev.hayase.loader.delivery;

import dev.hayase.loader.batch.OffsetRanges;
import dev.hayase.loader.outcome.Failure;
import dev.hayase.loader.outcome.Outcome;
import dev.hayase.loader.store.Streams;
import dev.hayase.records.table.TableMode;
import dev.hayase.records.table.TableRef;
import dev.hayase.records.table.TableShape;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Opens the stream of a [SideRun] on a table that appends. What the table held when the run began,
/// its reader knows; here it is asked only after a stream of the run itself had to be replaced.
final class SideOpener implements Opener {
  private final TableContext context;
  private final TableRef table;
  private final TableMode mode;
  private final PartitionLoad load;
  private final SideRun run;
  private volatile Optional<String> current = Optional.empty();

  SideOpener(
      TableContext context, TableRef table, TableMode mode, PartitionLoad load, SideRun run) {
    this.context = context;
    this.table = table;
    this.mode = mode;
    this.load = load;
    this.run = run;
  }

  @Override
  public boolean exact() {
    return true;
  }

  @Override
  public CompletableFuture<Outcome<Opened>> open(
      TableShape shape, boolean replace, long settled, long acknowledged) {
    Streams streams = context.streams();
    if (current.isPresent() && !replace) {
      return CompletableFuture.completedFuture(
          Outcome.done(new Opened(streams.open(current.get(), mode, shape), Optional.empty())));
    }
    long received = load.next();
    return CompletableFuture.supplyAsync(
        () ->
            held(settled, received, acknowledged)
                .then(held -> streams.create(table).then(stream -> announce(shape, stream, held))),
        context.elsewhere());
  }

  private Outcome<OffsetRanges> held(long settled, long received, long acknowledged) {
    if (current.isEmpty()) {
      return Outcome.done(OffsetRanges.NONE);
    }
    return context
        .streams()
        .finish(current.get())
        .then(count ->
            count.equals(OptionalLong.of(acknowledged))
                ? Outcome.done(OffsetRanges.NONE)
                : context.rows().offsets(table, load.partition.partition(), settled, received));
  }

  private Outcome<Opened> announce(TableShape shape, String stream, OffsetRanges held) {
    try {
      if (!run.announcer().announce(stream, load.assignment.lease()).join()) {
        return Outcome.failed(
            new Failure.Superseded(load.partition + " belongs to another loader"));
      }
    } catch (CompletionException e) {
      return Outcome.failed(
          new Failure.Unavailable("Kafka did not take the stream's name: " + e.getMessage()));
    }
    current = Optional.of(stream);
    return Outcome.done(
        new Opened(
            context.streams().open(stream, mode, shape), Optional.of(new Fresh(stream, held, 0))));
  }
}
