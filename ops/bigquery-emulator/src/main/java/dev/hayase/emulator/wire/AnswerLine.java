package dev.hayase.emulator.wire;

import dev.hayase.emulator.faults.Call;
import dev.hayase.emulator.faults.FaultBook;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// The answers of one call, in the order of its requests: those that the server owes, those that a
/// fault gives in its place, and the end. Each leaves when it is there, its latency is over and
/// nothing stands still.
///
/// Requests of an `AppendRows` call have one answer each, in their order (`AppendRows` in
/// googleapis/googleapis, google/cloud/bigquery/storage/v1/storage.proto), so the server's next
/// answer belongs to the first request that has none.
final class AnswerLine<R> {
  private static final int ROOM = 1_000;

  private final ServerCall<?, R> call;
  private final FaultBook book;
  private final Pace pace;
  private final Runnable reset;
  private final Runnable left;
  private final Deque<Slot<R>> line = new ArrayDeque<>();
  private Call latest;
  private boolean headersSent;
  private boolean ending;
  private boolean ended;
  private boolean broken;
  private boolean timed;

  /// @param unknown the call before its first request says what it is about
  /// @param reset the connection
  /// @param left runs, outside of the lock, when answers have left
  AnswerLine(
      ServerCall<?, R> call,
      Call unknown,
      FaultBook book,
      Pace pace,
      Runnable reset,
      Runnable left) {
    this.call = call;
    this.latest = unknown;
    this.book = book;
    this.pace = pace;
    this.reset = reset;
    this.left = left;
  }

  /// The server will answer a request.
  synchronized void owed(Call about, Duration latency) {
    join(new Slot<>(about, latency, null));
  }

  /// The server will answer a request, and the answer will be lost.
  ///
  /// @param status how the call ends in its place; null: with the connection
  synchronized void owedInVain(Call about, Duration latency, @Nullable Status status) {
    join(new Slot<>(about, latency, () -> breakWith(status)));
  }

  /// An answer that the server does not give.
  void instead(Call about, Duration latency, R message) {
    synchronized (this) {
      Slot<R> slot = join(new Slot<>(about, latency, null));
      slot.answer(message);
    }
    flush();
  }

  /// The call ends here, whatever the server does.
  ///
  /// @param status null: with the connection
  void endHere(Call about, Duration latency, @Nullable Status status) {
    synchronized (this) {
      ending = true;
      Slot<R> slot = join(new Slot<>(about, latency, null));
      slot.end(() -> breakWith(status));
    }
    flush();
  }

  private Slot<R> join(Slot<R> slot) {
    latest = slot.about();
    line.add(slot);
    return slot;
  }

  private void breakWith(@Nullable Status status) {
    broken = true;
    if (status == null) {
      reset.run();
    } else {
      call.close(status, new Metadata());
    }
  }

  synchronized void headers(Metadata headers) {
    if (!headersSent && !ended) {
      headersSent = true;
      call.sendHeaders(headers);
    }
  }

  /// The server's next answer.
  void answered(R message) {
    synchronized (this) {
      Slot<R> slot = firstEmpty();
      if (slot == null) {
        return;
      }
      ending |= slot.answer(message);
    }
    flush();
  }

  private @Nullable Slot<R> firstEmpty() {
    for (Slot<R> slot : line) {
      if (slot.isEmpty()) {
        return slot;
      }
    }
    return null;
  }

  /// The server ends the call: requests that it has not answered have no answer.
  void closed(Status status, Metadata trailers) {
    synchronized (this) {
      if (ending) {
        return;
      }
      ending = true;
      Slot<R> slot = firstEmpty();
      if (slot == null) {
        slot = join(new Slot<>(latest, Duration.ZERO, null));
      }
      while (!slot.equals(line.peekLast())) {
        line.removeLast();
      }
      slot.end(() -> call.close(status, trailers));
    }
    flush();
  }

  /// Sends what may leave.
  void flush() {
    int sent = 0;
    synchronized (this) {
      for (Slot<R> slot = line.peek();
          !ended && slot != null && !slot.isEmpty() && mayLeave(slot);
          slot = line.peek()) {
        line.remove();
        send(slot);
        sent++;
      }
    }
    if (sent > 0) {
      left.run();
    }
  }

  private boolean mayLeave(Slot<R> slot) {
    Duration early = book.stopped(slot.about()) ? Pace.LOOK_AGAIN : slot.early();
    if (early.isZero()) {
      return true;
    }
    if (!timed) {
      timed = true;
      pace.after(early, this::flushLater);
    }
    return false;
  }

  private void flushLater() {
    synchronized (this) {
      timed = false;
    }
    flush();
  }

  private void send(Slot<R> slot) {
    Runnable end = slot.end();
    R message = slot.message();
    if (end != null) {
      ended = true;
      line.clear();
      end.run();
    } else if (message != null) {
      headers(new Metadata());
      call.sendMessage(message);
    }
  }

  /// Whether the server should go on answering: a line that is held must not grow forever.
  synchronized boolean hasRoom() {
    return line.size() < ROOM;
  }

  /// Whether an end is in the line or behind us: further requests are nobody's concern.
  synchronized boolean isEnding() {
    return ending;
  }

  /// Whether it was a fault, and not the server, that ended the call.
  synchronized boolean isBroken() {
    return broken;
  }

  /// The client has gone.
  synchronized void abandon() {
    ending = true;
    ended = true;
    line.clear();
  }
}
