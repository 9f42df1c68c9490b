package dev.hayase.emulator.write;

import com.google.cloud.bigquery.storage.v1.AppendRowsRequest;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import dev.hayase.emulator.store.Append;
import dev.hayase.emulator.store.Versions;
import dev.hayase.emulator.store.Warehouse;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One `AppendRows` call: check the request, find what it writes to, decode its rows, have them
/// applied, answer. A refusal is an answer; only what leaves nothing to write to ends the call.
final class AppendConnection implements StreamObserver<AppendRowsRequest> {
  private static final Logger LOG = LoggerFactory.getLogger(AppendConnection.class);

  private final WriteSettings settings;
  private final ResponseQueue answers;
  private final ConnectionRegistry.Owner owner;
  private final WriterSelection writers;
  private final DefaultValues defaults;
  private String traceId = "";

  AppendConnection(
      Warehouse warehouse,
      WriteSettings settings,
      ConnectionRegistry registry,
      ResponseQueue answers) {
    this.settings = settings;
    this.answers = answers;
    this.owner = registry.open(answers);
    this.writers = new WriterSelection(warehouse, settings, owner);
    this.defaults = new DefaultValues(warehouse);
    answers.whenEnded(owner::leave);
  }

  @Override
  public void onNext(AppendRowsRequest request) {
    if (answers.isClosed()) {
      return;
    }
    keepTraceId(request);
    try {
      answers.add(answer(request), request.getSerializedSize());
    } catch (Refused e) {
      refuse(request, e);
    } catch (RuntimeException e) {
      LOG.atError().addKeyValue("trace", traceId).setCause(e).log("append failed");
      answers.fail(Status.INTERNAL.withDescription(e.toString()).asRuntimeException());
    }
  }

  private CompletableFuture<AppendRowsResponse> answer(AppendRowsRequest request) throws Refused {
    RequestRules.check(request, settings);
    Writer writer = writers.select(request);
    OptionalLong offset = offset(request, writer);
    WriterRows rows = decode(request, writer);
    Optional<Versions.Version> news = writers.news(writer);
    return apply(writer, offset, rows)
        .thenApply(outcome -> AppendAnswers.of(outcome, writer.stream(), rows, news));
  }

  private static OptionalLong offset(AppendRowsRequest request, Writer writer) throws Refused {
    if (!request.hasOffset()) {
      return OptionalLong.empty();
    }
    if (writer.stream().isDefault()) {
      throw Refused.request(
          Refusal.plain(
              Code.INVALID_ARGUMENT,
              "Offset must not be set for the default stream. Entity: "
                  + writer.stream().resource()));
    }
    return OptionalLong.of(request.getOffset().getValue());
  }

  private WriterRows decode(AppendRowsRequest request, Writer writer) throws Refused {
    WriterRows rows =
        new WriterRows(
            writer,
            writers.known(writer),
            request.getProtoRows().getRows().getSerializedRowsList(),
            defaults.of(writer, request));
    if (rows.decode(writer.table().definition()) instanceof Append.Decoded.Good) {
      writers.settle(writer.plan().mode());
    }
    return rows;
  }

  private static CompletableFuture<Append.Outcome> apply(
      Writer writer, OptionalLong offset, WriterRows rows) {
    StreamName stream = writer.stream();
    return writer
        .table()
        .append(
            new Append(stream.isDefault() ? null : stream.resource(), offset, rows, rows.kind()));
  }

  private void refuse(AppendRowsRequest request, Refused refused) {
    LOG.atDebug()
        .addKeyValue("stream", request.getWriteStream())
        .addKeyValue("trace", traceId)
        .addKeyValue("reason", refused.getMessage())
        .log("append refused");
    if (refused.endsCall()) {
      answers.fail(refused.refusal().toException());
    } else {
      answers.add(
          CompletableFuture.completedFuture(refused.refusal().toResponse(request.getWriteStream())),
          0);
    }
  }

  /// The client's name for itself; that of the first request counts.
  private void keepTraceId(AppendRowsRequest request) {
    if (traceId.isEmpty()) {
      traceId = request.getTraceId();
    }
  }

  @Override
  public void onError(Throwable error) {
    answers.cancel();
  }

  @Override
  public void onCompleted() {
    owner.leave();
    answers.complete();
  }
}
