package dev.hayase.benchmarks;

import com.google.cloud.bigquery.storage.v1.AppendRowsRequest;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteGrpc;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// One connection that sends requests as fast as they are answered, a fixed number of them on the
/// way. The same for every server, so that its own cost does not tell them apart.
final class Writer implements ClientResponseObserver<AppendRowsRequest, AppendRowsResponse> {
  private static final int IN_FLIGHT = 32;
  private static final long PATIENCE_SECONDS = 60;

  private final List<AppendRowsRequest> requests;
  private final Semaphore room = new Semaphore(IN_FLIGHT);
  private final AtomicLong answered = new AtomicLong();
  private final AtomicReference<@Nullable String> trouble = new AtomicReference<>();
  private final CountDownLatch ended = new CountDownLatch(1);

  Writer(List<AppendRowsRequest> requests) {
    this.requests = requests;
  }

  /// Writes for a while and returns how many requests were answered in a second.
  static double requestsPerSecond(int port, List<AppendRowsRequest> requests, Duration length)
      throws InterruptedException {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    try {
      return new Writer(requests).write(BigQueryWriteGrpc.newStub(channel), length);
    } finally {
      channel.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
    }
  }

  private double write(BigQueryWriteGrpc.BigQueryWriteStub stub, Duration length)
      throws InterruptedException {
    var out = stub.appendRows(this);
    long start = System.nanoTime();
    long sent = 0;
    while (System.nanoTime() - start < length.toNanos() && trouble.get() == null) {
      if (!room.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("no answer within " + PATIENCE_SECONDS + " s");
      }
      int next = sent == 0 ? 0 : 1 + (int) ((sent - 1) % (requests.size() - 1));
      out.onNext(requests.get(next));
      sent++;
    }
    out.onCompleted();
    if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the connection does not end");
    }
    String wrong = trouble.get();
    if (wrong != null || answered.get() != sent) {
      throw new IllegalStateException(
          "the server answered " + answered.get() + " of " + sent + " requests: " + wrong);
    }
    return answered.get() * 1e9 / (System.nanoTime() - start);
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<AppendRowsRequest> call) {
    // Answers are small: the usual flow control will do.
  }

  @Override
  public void onNext(AppendRowsResponse response) {
    if (response.hasError()) {
      trouble.compareAndSet(null, response.getError().getMessage());
    } else {
      answered.incrementAndGet();
    }
    room.release();
  }

  @Override
  public void onError(Throwable error) {
    trouble.compareAndSet(null, error.toString());
    room.release(IN_FLIGHT);
    ended.countDown();
  }

  @Override
  public void onCompleted() {
    ended.countDown();
  }
}
