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
import dev.hayase.emulator.catalog.BigQueryException;
import dev.hayase.emulator.catalog.TableName;
import dev.hayase.emulator.store.StoredTable;
import dev.hayase.emulator.store.StreamState;
import dev.hayase.emulator.store.StreamType;
import dev.hayase.emulator.store.Warehouse;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.function.Supplier;

/// `google.cloud.bigquery.storage.v1.BigQueryWrite`.
public final class WriteApi extends BigQueryWriteGrpc.BigQueryWriteImplBase
    implements AutoCloseable {
  private final Warehouse warehouse;
  private final WriteSettings settings;
  private final ConnectionRegistry registry = new ConnectionRegistry();
  private final StreamDescriptions descriptions;

  public WriteApi(Warehouse warehouse, WriteSettings settings) {
    this.warehouse = warehouse;
    this.settings = settings;
    this.descriptions = new StreamDescriptions(warehouse, settings);
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
          StoredTable table = table(request.getParent());
          StreamType type = StreamDescriptions.type(request.getWriteStream().getType());
          return descriptions.of(table, table.streams().create(type), true);
        });
  }

  @Override
  public void getWriteStream(GetWriteStreamRequest request, StreamObserver<WriteStream> response) {
    answer(
        response,
        () -> {
          StreamName name = name(request.getName());
          StoredTable table =
              warehouse
                  .table(name.table())
                  .orElseThrow(
                      () -> Refusal.unreadableTable(name.table().resource()).toException());
          boolean full = request.getView() == WriteStreamView.FULL;
          if (name.isDefault()) {
            return descriptions.ofDefault(table, name, full);
          }
          StreamState stream =
              table
                  .streams()
                  .find(name.resource())
                  .orElseThrow(() -> Refusal.missingStream(name.resource()).toException());
          return descriptions.of(table, stream, full);
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
              table(name)
                  .streams()
                  .close(name.resource())
                  .orElseThrow(() -> Refusal.missingStream(name.resource()).toException());
          return FinalizeWriteStreamResponse.newBuilder().setRowCount(stream.rows()).build();
        });
  }

  @Override
  public void batchCommitWriteStreams(
      BatchCommitWriteStreamsRequest request,
      StreamObserver<BatchCommitWriteStreamsResponse> response) {
    answer(
        response,
        () -> {
          if (request.getWriteStreamsCount() == 0) {
            throw Refusal.plain(
                    Code.INVALID_ARGUMENT, "At least one write stream must be specified.")
                .toException();
          }
          return CommitAnswers.of(
              table(request.getParent()).streams().commit(request.getWriteStreamsList()));
        });
  }

  @Override
  public void flushRows(FlushRowsRequest request, StreamObserver<FlushRowsResponse> response) {
    answer(
        response,
        () -> {
          StreamName name = name(request.getWriteStream());
          if (name.isDefault()) {
            throw Refusal.flushOfDefault(name.resource()).toException();
          }
          if (!request.hasOffset() || request.getOffset().getValue() < 0) {
            throw Refusal.plain(
                    Code.INVALID_ARGUMENT,
                    "Flush offset must be specified and not negative. Entity: " + name.resource())
                .toException();
          }
          long offset = request.getOffset().getValue();
          return FlushAnswers.of(
              table(name).streams().flush(name.resource(), offset), name.resource(), offset);
        });
  }

  /// Ends the open connections once what they wait for is answered.
  @Override
  public void close() {
    registry.endAll();
  }

  private StoredTable table(String parent) {
    return TableName.fromResource(parent)
        .flatMap(warehouse::table)
        .orElseThrow(() -> Refusal.missingTable(parent).toException());
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

  private static <T> void answer(StreamObserver<T> response, Supplier<T> call) {
    T value;
    try {
      value = call.get();
    } catch (StatusRuntimeException e) {
      response.onError(e);
      return;
    } catch (BigQueryException e) {
      response.onError(Status.NOT_FOUND.withDescription(e.getMessage()).asRuntimeException());
      return;
    } catch (RuntimeException e) {
      response.onError(Status.INTERNAL.withDescription(e.toString()).asRuntimeException());
      return;
    }
    response.onNext(value);
    response.onCompleted();
  }
}
