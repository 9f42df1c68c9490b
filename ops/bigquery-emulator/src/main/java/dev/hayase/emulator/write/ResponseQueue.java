package dev.hayase.emulator.write;

import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// Answers leave in the order of their requests. Requests are asked for only while few enough bytes
/// of them wait for an answer, so that a client which sends much, or which does not read its
/// answers, cannot fill the memory.
final class ResponseQueue {
  private static final int MAX_REQUESTS = 64;
  private static final long MAX_BYTES = 32L << 20;

  private final ServerCallStreamObserver<AppendRowsResponse> responses;
  private final Queue<Waiting> waiting = new ArrayDeque<>();
  private int asked;
  private long waitingBytes;
  private long largest;
  private boolean closing;
  private boolean closed;
  private Runnable whenEnded = () -> {};

  /// A request that was not answered yet.
  private record Waiting(CompletableFuture<AppendRowsResponse> response, int bytes) {}

  ResponseQueue(ServerCallStreamObserver<AppendRowsResponse> responses) {
    this.responses = responses;
    responses.disableAutoRequest();
    responses.setOnReadyHandler(this::drain);
    responses.setOnCancelHandler(this::cancel);
    ask(1);
  }

  /// Runs once, when the call has ended, whoever ended it.
  synchronized void whenEnded(Runnable action) {
    whenEnded = action;
    if (closed) {
      action.run();
    }
  }

  private void end() {
    closed = true;
    waiting.clear();
    whenEnded.run();
  }

  private void ask(int requests) {
    asked += requests;
    responses.request(requests);
  }

  /// The next request was taken.
  ///
  /// @param bytes its size
  void add(CompletableFuture<AppendRowsResponse> response, int bytes) {
    synchronized (this) {
      waiting.add(new Waiting(response, bytes));
      waitingBytes += bytes;
      largest = Math.max(largest, bytes);
      asked--;
      askForMore();
    }
    var _ = response.whenComplete((_, _) -> drain());
  }

  /// Assumes that requests to come are as large as the largest that came.
  private void askForMore() {
    if (closed || closing || !responses.isReady()) {
      return;
    }
    long room = (MAX_BYTES - waitingBytes) / Math.max(1, largest);
    int wanted = Math.clamp(room, 0, Math.max(0, MAX_REQUESTS - waiting.size()));
    if (waiting.isEmpty()) {
      wanted = Math.max(1, wanted);
    }
    if (wanted > asked) {
      ask(wanted - asked);
    }
  }

  /// The client is done: once everything is answered, so are we.
  synchronized void complete() {
    closing = true;
    drain();
  }

  /// Ends the call with an error, after the answers that are due before it.
  void fail(Throwable error) {
    synchronized (this) {
      closing = true;
      waiting.add(new Waiting(CompletableFuture.failedFuture(error), 0));
    }
    drain();
  }

  /// Whether no further request is to be taken.
  synchronized boolean isClosed() {
    return closed || closing;
  }

  /// The client is gone.
  synchronized void cancel() {
    if (!closed) {
      end();
    }
  }

  private synchronized void drain() {
    while (!closed && !waiting.isEmpty() && waiting.peek().response().isDone()) {
      Waiting answered = waiting.remove();
      waitingBytes -= answered.bytes();
      send(answered.response());
    }
    if (closing && !closed && waiting.isEmpty()) {
      end();
      responses.onCompleted();
    }
    askForMore();
  }

  private void send(CompletableFuture<AppendRowsResponse> done) {
    Throwable error = error(done);
    if (error != null) {
      end();
      responses.onError(error);
    } else {
      responses.onNext(done.join());
    }
  }

  private static @Nullable Throwable error(CompletableFuture<AppendRowsResponse> done) {
    if (!done.isCompletedExceptionally()) {
      return null;
    }
    Throwable error = done.exceptionNow();
    return error instanceof CompletionException wrapped && wrapped.getCause() != null
        ? wrapped.getCause()
        : error;
  }
}
