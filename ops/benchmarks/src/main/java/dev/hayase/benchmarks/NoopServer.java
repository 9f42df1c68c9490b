package dev.hayase.benchmarks;

import com.google.cloud.bigquery.storage.v1.AppendRowsRequest;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteGrpc;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;

/// The least that a Storage Write API can do: reads each request and answers it. What the emulator
/// takes beyond this is its own.
public final class NoopServer extends BigQueryWriteGrpc.BigQueryWriteImplBase {
  private static final AppendRowsResponse ANSWER =
      AppendRowsResponse.newBuilder()
          .setAppendResult(AppendRowsResponse.AppendResult.getDefaultInstance())
          .build();

  /// @param arguments the port
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Server server =
        NettyServerBuilder.forAddress(
                new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0])))
            .addService(new NoopServer())
            .executor(Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory()))
            .maxInboundMessageSize(64 << 20)
            .build()
            .start();
    server.awaitTermination();
  }

  @Override
  public StreamObserver<AppendRowsRequest> appendRows(
      StreamObserver<AppendRowsResponse> responses) {
    return new StreamObserver<>() {
      @Override
      public void onNext(AppendRowsRequest request) {
        responses.onNext(ANSWER);
      }

      @Override
      public void onError(Throwable error) {
        // The client has gone.
      }

      @Override
      public void onCompleted() {
        responses.onCompleted();
      }
    };
  }
}
