package dev.hayase.loader.delivery;

import dev.hayase.loader.batch.Assignment;
import dev.hayase.loader.batch.CommitNote;
import dev.hayase.loader.batch.Ledger;
import dev.hayase.loader.batch.OffsetRanges;
import dev.hayase.loader.outcome.Failure;
import dev.hayase.loader.outcome.Outcome;
import dev.hayase.loader.store.Claims;
import dev.hayase.loader.store.Rows;
import dev.hayase.loader.store.Streams;
import dev.hayase.records.SourcePartition;
import dev.hayase.records.table.TableMode;
import dev.hayase.records.table.TableRef;
import dev.hayase.records.table.TableShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens the stream of one partition of a history table, such that no row is ever written twice:
///
/// 1. every stream that may still take rows of the partition is finalized, which fences whoever
///    writes to it: the one before it, ours or a predecessor's, and at first those that were ever
///    announced, since the note tells nothing of a predecessor when somebody else moved the offset;
/// 2. unless there is but one and its row count proves that it holds nothing beyond what is
///    settled, the table is asked which offsets it holds from there on, and exactly those are
///    skipped;
/// 3. a new stream is made, announced, and its name is committed beside the partition's offset, by
///    the present generation of the group, before the first row goes into it. If that commit fails,
///    the partition is not ours and nothing is written.
final class OwnStreamOpener implements Opener {
  private static final Logger LOG = LoggerFactory.getLogger(OwnStreamOpener.class);

  private final Streams streams;
  private final Rows rows;
  private final Claims claims;
  private final Executor elsewhere;
  private final TableRef table;
  private final SourcePartition partition;
  private final long lease;
  private volatile CommitNote note;
  private volatile Optional<String> current = Optional.empty();

  /// @param assignment of the partition; its note is what the predecessor committed
  OwnStreamOpener(
      Streams streams,
      Rows rows,
      Claims claims,
      Executor elsewhere,
      TableRef table,
      SourcePartition partition,
      Assignment assignment) {
    this.streams = streams;
    this.rows = rows;
    this.claims = claims;
    this.elsewhere = elsewhere;
    this.table = table;
    this.partition = partition;
    this.lease = assignment.lease();
    this.note = assignment.note();
  }

  @Override
  public boolean exact() {
    return true;
  }

  @Override
  public CompletableFuture<Outcome<Opened>> open(
      TableShape shape, boolean replace, long settled, long acknowledged) {
    if (current.isPresent() && !replace) {
      Opened again =
          new Opened(streams.open(current.get(), TableMode.HISTORY, shape), Optional.empty());
      return CompletableFuture.completedFuture(Outcome.done(again));
    }
    return CompletableFuture.supplyAsync(() -> takeOver(shape, settled, acknowledged), elsewhere);
  }

  private Outcome<Opened> takeOver(TableShape shape, long settled, long acknowledged) {
    Optional<String> former = current.isPresent() ? current : note.stream();
    long expected = current.isPresent() ? acknowledged : note.rows();
    return strays()
        .then(strays -> held(former, strays, expected, settled))
        .then(held -> streams.create(table).then(stream -> claim(shape, stream, held)));
  }

  /// Streams that the note does not name. While we have one of our own, there are none.
  private Outcome<List<String>> strays() {
    if (current.isPresent()) {
      return Outcome.done(List.of());
    }
    try {
      List<String> strays = new ArrayList<>(claims.former(partition, lease));
      note.stream().ifPresent(strays::remove);
      return Outcome.done(strays);
    } catch (RuntimeException e) {
      return Outcome.failed(
          new Failure.Unavailable("Kafka did not tell the partition's streams: " + e.getMessage()));
    }
  }

  private Outcome<OffsetRanges> held(
      Optional<String> former, List<String> strays, long expected, long settled) {
    for (String stray : strays) {
      if (streams.finish(stray) instanceof Outcome.Failed<OptionalLong>(Failure failure)) {
        return Outcome.failed(failure);
      }
    }
    if (former.isEmpty()) {
      return rows.offsets(table, partition.partition(), settled);
    }
    // What another table's stream holds says nothing about this table.
    boolean countable = expected != Ledger.UNKNOWN && streams.belongs(former.get(), table);
    return streams
        .finish(former.get())
        .then(count ->
            countable && strays.isEmpty() && count.equals(OptionalLong.of(expected))
                ? Outcome.done(OffsetRanges.NONE)
                : rows.offsets(table, partition.partition(), settled));
  }

  private Outcome<Opened> claim(TableShape shape, String stream, OffsetRanges held) {
    long claim;
    CommitNote announced = note.announcing(stream);
    try {
      claim = claims.claim(partition, lease, announced).join();
    } catch (CompletionException e) {
      return Outcome.failed(
          new Failure.Unavailable("Kafka did not take the stream's name: " + e.getMessage()));
    }
    if (claim < 0) {
      return Outcome.failed(new Failure.Superseded(partition + " belongs to another loader"));
    }
    LOG.atDebug()
        .addKeyValue("partition", partition)
        .addKeyValue("former", current.or(note::stream).orElse("none"))
        .addKeyValue("stream", stream)
        .addKeyValue("held", held.count())
        .log("A stream was announced");
    note = announced;
    current = Optional.of(stream);
    return Outcome.done(
        new Opened(
            streams.open(stream, TableMode.HISTORY, shape),
            Optional.of(new Fresh(stream, held, claim))));
  }
}
