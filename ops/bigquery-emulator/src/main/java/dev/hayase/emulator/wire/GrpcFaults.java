package dev.hayase.emulator.wire;

import com.google.cloud.bigquery.storage.v1.AppendRowsRequest;
import dev.hayase.emulator.faults.Call;
import dev.hayase.emulator.faults.CallKind;
import dev.hayase.emulator.faults.FaultBook;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.net.SocketAddress;
import java.util.Optional;
import java.util.concurrent.Executor;

/// Has the faults that were ordered happen to gRPC calls, also to those that are open already.
public final class GrpcFaults implements ServerInterceptor {
  private final FaultBook book;
  private final Connections connections;
  private final Executor executor;

  /// @param executor may be blocked by the calls' work
  public GrpcFaults(FaultBook book, Connections connections, Executor executor) {
    this.book = book;
    this.connections = connections;
    this.executor = executor;
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    Optional<CallKind> kind =
        Optional.ofNullable(call.getMethodDescriptor().getBareMethodName())
            .flatMap(CallKind::named);
    if (kind.isEmpty()) {
      return next.startCall(call, headers);
    }
    SocketAddress client = call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
    Pace pace = new Pace(executor);
    AppendMemory memory = new AppendMemory();
    RequestLine<Q> requests =
        new RequestLine<>(call, book, pace, request -> about(kind.get(), request, memory));
    AnswerLine<R> answers =
        new AnswerLine<>(
            call,
            new Call(kind.get(), Optional.empty()),
            book,
            pace,
            () -> connections.reset(client),
            requests::refill);
    ServerCall.Listener<Q> server =
        next.startCall(new FaultyCall<>(call, requests, answers), headers);
    return new FaultyListener<>(kind.get(), book, requests, answers, memory, server);
  }

  private static Call about(CallKind kind, Object request, AppendMemory memory) {
    return new Call(
        kind,
        request instanceof AppendRowsRequest append
            ? Destinations.in(memory.streamOf(append))
            : Destinations.ofUnary(request));
  }
}
