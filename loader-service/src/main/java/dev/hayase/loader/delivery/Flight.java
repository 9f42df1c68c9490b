package dev.hayase.loader.delivery;

import dev.hayase.loader.batch.Batch;
import dev.hayase.loader.flow.Ticket;
import dev.hayase.records.table.TableShape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/// A lane's requests that are not answered, and where in its stream they stand. Offsets count the
/// stream's rows; where the stream is nobody's own they mean nothing to BigQuery.
final class Flight {
  private final Deque<Sent> sent = new ArrayDeque<>();
  private long acknowledged;
  private long offset;

  /// Requests went up to this offset of which nobody knows whether they were applied.
  private long doubtfulTo;

  /// A request that is not answered.
  ///
  /// @param offset where in the stream its rows go
  /// @param ticket its leave to go, to be handed back
  record Sent(Batch batch, TableShape shape, long offset, Ticket ticket) {}

  /// From now on it is another stream, which is empty.
  void streamBegins() {
    acknowledged = 0;
    doubtfulTo = 0;
  }

  /// A new connection goes on behind what is acknowledged.
  void reconnected() {
    offset = acknowledged;
  }

  /// A request goes, behind those before it.
  Sent depart(Batch batch, TableShape shape, Ticket ticket) {
    Sent request = new Sent(batch, shape, offset, ticket);
    offset += batch.size();
    sent.addLast(request);
    return request;
  }

  /// Whether the request is on its way.
  boolean has(Sent request) {
    return sent.contains(request);
  }

  /// The request's rows are in the stream.
  void arrived(Sent request) {
    sent.remove(request);
    acknowledged += request.batch().size();
  }

  /// The request's rows are not in the stream and never will be.
  void refused(Sent request) {
    sent.remove(request);
  }

  /// Nobody will hear the answers to what is on its way.
  void doubt() {
    if (!sent.isEmpty()) {
      doubtfulTo = offset;
    }
  }

  /// Whether rows that are not acknowledged may be in the stream.
  boolean isDoubtful() {
    return acknowledged < doubtfulTo;
  }

  /// Takes back whatever is on its way.
  ///
  /// @return the last one first
  List<Sent> takeBack() {
    List<Sent> back = new ArrayList<>(sent).reversed();
    sent.clear();
    return back;
  }

  /// How many rows of the stream are acknowledged.
  long acknowledged() {
    return acknowledged;
  }

  int size() {
    return sent.size();
  }

  boolean isEmpty() {
    return sent.isEmpty();
  }

  /// Bytes of the memory budget that the requests hold.
  long charge() {
    long bytes = 0;
    for (Sent request : sent) {
      bytes += request.batch().charge();
    }
    return bytes;
  }

  /// Whether any row is such a one.
  boolean anyRow(Predicate<byte[]> such) {
    return sent.stream().anyMatch(request -> request.batch().rows().stream().anyMatch(such));
  }
}
