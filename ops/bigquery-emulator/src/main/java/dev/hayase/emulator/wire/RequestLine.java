package dev.hayase.emulator.wire;

import dev.hayase.emulator.faults.Call;
import dev.hayase.emulator.faults.FaultBook;
import io.grpc.ServerCall;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The requests of one call on their way in: read no faster than they are wanted, held while
/// everything stands still or the server reads slowly, handed on one after another.
///
/// Only a few are read ahead of the server, so that the client feels it when they are held:
/// HTTP/2's flow control takes no more from it.
final class RequestLine<Q> {
  private static final int READ_AHEAD = 16;

  private final ServerCall<Q, ?> call;
  private final FaultBook book;
  private final Pace pace;
  private final Function<Q, Call> about;
  private final Queue<Q> waiting = new ArrayDeque<>();
  private int allowed;
  private int asked;
  private int inVain;
  private boolean complete;
  private boolean handing;
  private boolean closed;
  private boolean timed;
  private boolean counted;
  private long notBefore = System.nanoTime();

  /// @param about what a request is about; asked in the order of the requests, perhaps repeatedly
  RequestLine(ServerCall<Q, ?> call, FaultBook book, Pace pace, Function<Q, Call> about) {
    this.call = call;
    this.book = book;
    this.pace = pace;
    this.about = about;
  }

  /// Where requests go.
  interface Taker<Q> {
    void take(Q request, Call about);

    /// The client sends no more.
    void end();
  }

  /// The server is ready for so many more.
  synchronized void allow(int count) {
    allowed += count;
    ask();
  }

  /// The server did not see one that it was ready for.
  synchronized void spared() {
    inVain++;
  }

  /// The client reads what it is sent: those that the server did not see no longer count.
  synchronized void refill() {
    if (inVain > 0 && call.isReady()) {
      allowed += inVain;
      inVain = 0;
      ask();
    }
  }

  private void ask() {
    int more = Math.min(allowed, READ_AHEAD - asked - waiting.size());
    if (more > 0 && !closed) {
      allowed -= more;
      asked += more;
      call.request(more);
    }
  }

  synchronized void arrived(Q request) {
    asked--;
    waiting.add(request);
  }

  synchronized void arrivedAll() {
    complete = true;
  }

  /// The next request is taken only so much later.
  synchronized void pause(Duration pause) {
    notBefore = System.nanoTime() + pause.toNanos();
  }

  /// Nothing more is handed on.
  synchronized void close() {
    closed = true;
    waiting.clear();
  }

  /// Hands on what may go. At any time at most one thread does.
  void handOn(Taker<Q> taker) {
    for (Runnable next = next(taker); next != null; next = next(taker)) {
      try {
        next.run();
      } finally {
        synchronized (this) {
          handing = false;
        }
      }
    }
  }

  private synchronized @Nullable Runnable next(Taker<Q> taker) {
    Q head = waiting.peek();
    if (handing || closed || (head == null && !complete)) {
      return null;
    }
    if (head == null) {
      complete = false;
      handing = true;
      return taker::end;
    }
    Call call = about.apply(head);
    Duration early = early(call);
    if (early.isPositive()) {
      if (!timed) {
        timed = true;
        pace.after(early, () -> later(taker));
      }
      return null;
    }
    waiting.remove();
    ask();
    handing = true;
    return () -> taker.take(head, call);
  }

  private void later(Taker<Q> taker) {
    synchronized (this) {
      timed = false;
    }
    handOn(taker);
  }

  private Duration early(Call call) {
    if (!book.stopped(call)) {
      counted = false;
      return Duration.ofNanos(notBefore - System.nanoTime());
    }
    if (!counted) {
      counted = true;
      book.countStopped(call);
    }
    return Pace.LOOK_AGAIN;
  }
}
