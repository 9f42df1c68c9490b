package dev.hayase.emulator.write;

import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// Answers leave in the order of their requests, and a client that does not read its answers is not
/// read from either: each request is asked for only after an earlier one was answered.
final class ResponseQueue {
  private static final int IN_FLIGHT = 64;

  private final ServerCallStreamObserver<AppendRowsResponse> responses;
  private final Queue<CompletableFuture<AppendRowsResponse>> waiting = new ArrayDeque<>();
  private int owed;
  private boolean closing;
  private boolean closed;

  ResponseQueue(ServerCallStreamObserver<AppendRowsResponse> responses) {
    this.responses = responses;
    responses.disableAutoRequest();
    responses.setOnReadyHandler(this::drain);
    responses.setOnCancelHandler(this::cancel);
    responses.request(IN_FLIGHT);
  }

  void add(CompletableFuture<AppendRowsResponse> response) {
    synchronized (this) {
      waiting.add(response);
    }
    var _ = response.whenComplete((_, _) -> drain());
  }

  /// The client is done: once everything is answered, so are we.
  synchronized void complete() {
    closing = true;
    drain();
  }

  /// Ends the call with an error, after the answers that are due before it.
  void fail(Throwable error) {
    add(CompletableFuture.failedFuture(error));
  }

  synchronized boolean isClosed() {
    return closed;
  }

  private synchronized void cancel() {
    closed = true;
    waiting.clear();
  }

  private synchronized void drain() {
    while (!closed && !waiting.isEmpty() && waiting.peek().isDone()) {
      send(waiting.remove());
    }
    if (closing && !closed && waiting.isEmpty()) {
      closed = true;
      responses.onCompleted();
    }
    if (!closed && owed > 0 && responses.isReady()) {
      responses.request(owed);
      owed = 0;
    }
  }

  private void send(CompletableFuture<AppendRowsResponse> done) {
    Throwable error = error(done);
    if (error != null) {
      closed = true;
      waiting.clear();
      responses.onError(error);
    } else {
      responses.onNext(done.join());
      owed++;
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
