package dev.hayase.emulator.write;

import com.google.cloud.bigquery.storage.v1.AppendRowsRequest;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.BatchCommitWriteStreamsRequest;
import com.google.cloud.bigquery.storage.v1.BatchCommitWriteStreamsResponse;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteGrpc;
import com.google.cloud.bigquery.storage.v1.CreateWriteStreamRequest;
import com.google.cloud.bigquery.storage.v1.FinalizeWriteStreamRequest;
import com.google.cloud.bigquery.storage.v1.FinalizeWriteStreamResponse;
import com.google.cloud.bigquery.storage.v1.FlushRowsRequest;
import com.google.cloud.bigquery.storage.v1.FlushRowsResponse;
import com.google.cloud.bigquery.storage.v1.GetWriteStreamRequest;
import com.google.cloud.bigquery.storage.v1.WriteStream;
import com.google.cloud.bigquery.storage.v1.WriteStreamView;
import com.google.protobuf.Timestamp;
import dev.hayase.emulator.catalog.TableName;
import dev.hayase.emulator.store.StoredTable;
import dev.hayase.emulator.store.StreamState;
import dev.hayase.emulator.store.Versions;
import dev.hayase.emulator.store.Warehouse;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.function.Supplier;

/// `google.cloud.bigquery.storage.v1.BigQueryWrite`.
public final class WriteApi extends BigQueryWriteGrpc.BigQueryWriteImplBase {
  private final Warehouse warehouse;
  private final WriteSettings settings;
  private final ConnectionRegistry registry = new ConnectionRegistry();

  public WriteApi(Warehouse warehouse, WriteSettings settings) {
    this.warehouse = warehouse;
    this.settings = settings;
  }

  @Override
  public StreamObserver<AppendRowsRequest> appendRows(
      StreamObserver<AppendRowsResponse> responses) {
    ResponseQueue answers =
        new ResponseQueue((ServerCallStreamObserver<AppendRowsResponse>) responses);
    return new AppendConnection(warehouse, settings, registry, answers);
  }

  @Override
  public void createWriteStream(
      CreateWriteStreamRequest request, StreamObserver<WriteStream> response) {
    answer(
        response,
        () -> {
          StoredTable table =
              TableName.fromResource(request.getParent())
                  .flatMap(warehouse::table)
                  .orElseThrow(() -> Refusal.missingTable(request.getParent()).toException());
          return switch (request.getWriteStream().getType()) {
            case COMMITTED -> describe(table, warehouse.createStream(table), true);
            case PENDING, BUFFERED, TYPE_UNSPECIFIED, UNRECOGNIZED ->
                throw unimplemented(
                    "CreateWriteStream of type " + request.getWriteStream().getType());
          };
        });
  }

  @Override
  public void getWriteStream(GetWriteStreamRequest request, StreamObserver<WriteStream> response) {
    answer(
        response,
        () -> {
          StreamName name = name(request.getName());
          StoredTable table = table(name);
          boolean full = request.getView() == WriteStreamView.FULL;
          if (name.isDefault()) {
            return describe(table, new StreamState(name.resource(), 0, 0, false), full);
          }
          StreamState stream =
              table.stream(name.resource())
                  .orElseThrow(() -> Refusal.missingStream(name.resource()).toException());
          return describe(table, stream, full);
        });
  }

  @Override
  public void finalizeWriteStream(
      FinalizeWriteStreamRequest request, StreamObserver<FinalizeWriteStreamResponse> response) {
    answer(
        response,
        () -> {
          StreamName name = name(request.getName());
          if (name.isDefault()) {
            throw Refusal.plain(
                    Code.INVALID_ARGUMENT,
                    "Finalize is not supported on the default stream. Entity: " + name.resource())
                .toException();
          }
          StreamState stream =
              warehouse
                  .finalizeStream(table(name), name.resource())
                  .orElseThrow(() -> Refusal.missingStream(name.resource()).toException());
          return FinalizeWriteStreamResponse.newBuilder().setRowCount(stream.rows()).build();
        });
  }

  @Override
  public void batchCommitWriteStreams(
      BatchCommitWriteStreamsRequest request,
      StreamObserver<BatchCommitWriteStreamsResponse> response) {
    response.onError(unimplemented("BatchCommitWriteStreams"));
  }

  @Override
  public void flushRows(FlushRowsRequest request, StreamObserver<FlushRowsResponse> response) {
    response.onError(unimplemented("FlushRows"));
  }

  private WriteStream describe(StoredTable table, StreamState stream, boolean full) {
    Versions.Version version =
        table.versions().visible(warehouse.clock().instant(), settings.schemaDelay());
    WriteStream.Builder builder =
        WriteStream.newBuilder()
            .setName(stream.name())
            .setType(WriteStream.Type.COMMITTED)
            .setWriteMode(WriteStream.WriteMode.INSERT)
            .setLocation(location(table));
    if (stream.createdMicros() > 0) {
      builder.setCreateTime(
          Timestamp.newBuilder()
              .setSeconds(stream.createdMicros() / 1_000_000)
              .setNanos((int) (stream.createdMicros() % 1_000_000) * 1000));
    }
    if (full) {
      builder.setTableSchema(ProtoSchemas.of(version.definition().schema()));
    }
    return builder.build();
  }

  private String location(StoredTable table) {
    TableName name = table.definition().name();
    return warehouse
        .dataset(new Warehouse.DatasetName(name.project(), name.dataset()))
        .map(dataset -> dataset.get("location"))
        .map(location -> location.getAsString().toLowerCase(java.util.Locale.ROOT))
        .orElse("us");
  }

  private StoredTable table(StreamName name) {
    return warehouse
        .table(name.table())
        .orElseThrow(() -> Refusal.missingTable(name.table().resource()).toException());
  }

  private static StreamName name(String text) {
    return StreamName.parse(text)
        .orElseThrow(() ->
            Refusal.plain(Code.INVALID_ARGUMENT, "Invalid write stream name: " + text)
                .toException());
  }

  private static StatusRuntimeException unimplemented(String call) {
    return Status.UNIMPLEMENTED
        .withDescription(call + " is not implemented by this emulator.")
        .asRuntimeException();
  }

  private static <T> void answer(StreamObserver<T> response, Supplier<T> call) {
    T value;
    try {
      value = call.get();
    } catch (StatusRuntimeException e) {
      response.onError(e);
      return;
    } catch (RuntimeException e) {
      response.onError(Status.INTERNAL.withDescription(e.toString()).asRuntimeException());
      return;
    }
    response.onNext(value);
    response.onCompleted();
  }
}
