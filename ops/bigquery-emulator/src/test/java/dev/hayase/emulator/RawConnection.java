package dev.hayase.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.bigquery.storage.v1.AppendRowsRequest;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteGrpc;
import com.google.cloud.bigquery.storage.v1.ProtoRows;
import com.google.cloud.bigquery.storage.v1.ProtoSchema;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.Int64Value;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/// One `AppendRows` call, request by request, with its answers as text.
final class RawConnection implements AutoCloseable, StreamObserver<AppendRowsResponse> {
  private final ManagedChannel channel;
  private final StreamObserver<AppendRowsRequest> requests;
  private final List<AppendRowsResponse> responses = new CopyOnWriteArrayList<>();
  private final List<String> answers = new CopyOnWriteArrayList<>();

  RawConnection(int port) {
    channel =
        NettyChannelBuilder.forAddress("127.0.0.1", port)
            .usePlaintext()
            .maxInboundMessageSize(64 << 20)
            .build();
    requests = BigQueryWriteGrpc.newStub(channel).appendRows(this);
  }

  void send(String stream, @Nullable DescriptorProto schema, ProtoRows rows) {
    send(stream, schema, rows, -1);
  }

  /// @param offset below zero sends none
  void send(String stream, @Nullable DescriptorProto schema, ProtoRows rows, long offset) {
    AppendRowsRequest.ProtoData.Builder data =
        AppendRowsRequest.ProtoData.newBuilder().setRows(rows);
    if (schema != null) {
      data.setWriterSchema(ProtoSchema.newBuilder().setProtoDescriptor(schema));
    }
    AppendRowsRequest.Builder request =
        AppendRowsRequest.newBuilder().setWriteStream(stream).setProtoRows(data);
    if (offset >= 0) {
      request.setOffset(Int64Value.of(offset));
    }
    requests.onNext(request.build());
  }

  /// Another call beside it, to be driven by hand.
  <Q, A> ClientCall<Q, A> call(MethodDescriptor<Q, A> method) {
    return channel.newCall(method, CallOptions.DEFAULT);
  }

  void send(AppendRowsRequest request) {
    requests.onNext(request);
  }

  /// Waits for so many answers: `ok`, `ok@offset`, or code, message and `[index row error]`s.
  List<String> answers(int count) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(answers).hasSizeGreaterThanOrEqualTo(count));
    return List.copyOf(answers);
  }

  List<AppendRowsResponse> responses() {
    return List.copyOf(responses);
  }

  @Override
  public void onNext(AppendRowsResponse response) {
    responses.add(response);
    List<String> words = new ArrayList<>();
    if (response.hasError()) {
      words.add(Status.fromCodeValue(response.getError().getCode()).getCode().name());
      words.add(response.getError().getMessage());
      response
          .getRowErrorsList()
          .forEach(error -> words.add("[" + error.getIndex() + " " + error.getMessage() + "]"));
    } else {
      words.add(
          response.getAppendResult().hasOffset()
              ? "ok@" + response.getAppendResult().getOffset().getValue()
              : "ok");
    }
    answers.add(String.join(" ", words));
  }

  @Override
  public void onError(Throwable error) {
    Status status = Status.fromThrowable(error);
    answers.add("ended: " + status.getCode() + " " + status.getDescription());
  }

  @Override
  public void onCompleted() {
    answers.add("completed");
  }

  void finish() {
    requests.onCompleted();
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
