package dev.hayase.benchmarks.sink;

import com.google.cloud.bigquery.storage.v1.AppendRowsRequest;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteGrpc;
import com.google.cloud.bigquery.storage.v1.CreateWriteStreamRequest;
import com.google.cloud.bigquery.storage.v1.FinalizeWriteStreamRequest;
import com.google.cloud.bigquery.storage.v1.FinalizeWriteStreamResponse;
import com.google.cloud.bigquery.storage.v1.WriteStream;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.Int64Value;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// The least that a Storage Write API can do for a loader: streams with offsets, and answers.
final class CountedWrites extends BigQueryWriteGrpc.BigQueryWriteImplBase {
  private final Tally tally;
  private final Capacity capacity;
  private final AtomicLong streams = new AtomicLong();
  private final Map<String, AtomicLong> rowsOf = new ConcurrentHashMap<>();

  CountedWrites(Tally tally, Capacity capacity) {
    this.tally = tally;
    this.capacity = capacity;
  }

  @Override
  public void createWriteStream(
      CreateWriteStreamRequest request, StreamObserver<WriteStream> responses) {
    String name = request.getParent() + "/streams/" + streams.incrementAndGet();
    responses.onNext(
        request.getWriteStream().toBuilder().setName(name).setLocation("local").build());
    responses.onCompleted();
  }

  @Override
  public void finalizeWriteStream(
      FinalizeWriteStreamRequest request, StreamObserver<FinalizeWriteStreamResponse> responses) {
    responses.onNext(
        FinalizeWriteStreamResponse.newBuilder()
            .setRowCount(rows(request.getName()).get())
            .build());
    responses.onCompleted();
  }

  private AtomicLong rows(String stream) {
    return rowsOf.computeIfAbsent(stream, _ -> new AtomicLong());
  }

  @Override
  public StreamObserver<AppendRowsRequest> appendRows(
      StreamObserver<AppendRowsResponse> responses) {
    return new Connection(responses);
  }

  private final class Connection implements StreamObserver<AppendRowsRequest> {
    private final StreamObserver<AppendRowsResponse> responses;
    private String stream = "";
    private int madeAt;

    Connection(StreamObserver<AppendRowsResponse> responses) {
      this.responses = responses;
    }

    @Override
    public void onNext(AppendRowsRequest request) {
      if (!request.getWriteStream().isEmpty()) {
        stream = request.getWriteStream();
      }
      if (request.getProtoRows().hasWriterSchema()) {
        madeAt = madeAt(request);
      }
      AppendRowsResponse.AppendResult.Builder result = AppendRowsResponse.AppendResult.newBuilder();
      if (request.hasOffset()) {
        long offset = request.getOffset().getValue();
        int more = request.getProtoRows().getRows().getSerializedRowsCount();
        if (!rows(stream).compareAndSet(offset, offset + more)) {
          tally.misplaced();
          responses.onError(Status.OUT_OF_RANGE.withDescription("offset").asRuntimeException());
          return;
        }
        result.setOffset(Int64Value.of(offset));
      }
      int made = madeAt;
      String table = RowsByTable.table(stream);
      capacity.pass(
          request.getProtoRows().getRows().getSerializedRowsCount(),
          () -> {
            tally.add(request, table, made);
            responses.onNext(AppendRowsResponse.newBuilder().setAppendResult(result).build());
          });
    }

    private static int madeAt(AppendRowsRequest request) {
      return request.getProtoRows().getWriterSchema().getProtoDescriptor().getFieldList().stream()
          .filter(field -> field.getName().equals(Tally.MADE_AT))
          .mapToInt(FieldDescriptorProto::getNumber)
          .findFirst()
          .orElse(0);
    }

    @Override
    public void onError(Throwable error) {
      // The client has gone.
    }

    @Override
    public void onCompleted() {
      responses.onCompleted();
    }
  }
}
