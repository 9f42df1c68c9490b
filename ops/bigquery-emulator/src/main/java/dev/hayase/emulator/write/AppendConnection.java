package dev.hayase.emulator.write;

import com.google.cloud.bigquery.storage.v1.AppendRowsRequest;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.StorageError.StorageErrorCode;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.Int64Value;
import dev.hayase.emulator.catalog.BigQueryException;
import dev.hayase.emulator.query.ColumnDefaults;
import dev.hayase.emulator.row.SchemaProblem;
import dev.hayase.emulator.store.Append;
import dev.hayase.emulator.store.StoreException;
import dev.hayase.emulator.store.StoredTable;
import dev.hayase.emulator.store.Versions;
import dev.hayase.emulator.store.Warehouse;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.grpc.stub.StreamObserver;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One `AppendRows` call: check the request, find what it writes to, decode its rows, have them
/// applied, answer. A refusal is an answer; only what leaves nothing to write to ends the call.
final class AppendConnection implements StreamObserver<AppendRowsRequest> {
  private static final Logger LOG = LoggerFactory.getLogger(AppendConnection.class);

  private final Warehouse warehouse;
  private final ColumnDefaults columnDefaults;
  private final WriteSettings settings;
  private final ConnectionRegistry registry;
  private final ResponseQueue answers;
  private @Nullable Writer writer;
  private @Nullable Boolean changes;
  private MissingValues missing = MissingValues.NULLS;

  AppendConnection(
      Warehouse warehouse,
      WriteSettings settings,
      ConnectionRegistry registry,
      ResponseQueue answers) {
    this.warehouse = warehouse;
    this.columnDefaults = new ColumnDefaults(warehouse);
    this.settings = settings;
    this.registry = registry;
    this.answers = answers;
  }

  /// A refusal on the way.
  private static final class Refused extends Exception {
    final transient Refusal refusal;
    final boolean endsCall;

    Refused(Refusal refusal, boolean endsCall) {
      super(refusal.status().getMessage(), null, false, false);
      this.refusal = refusal;
      this.endsCall = endsCall;
    }
  }

  @Override
  public void onNext(AppendRowsRequest request) {
    if (answers.isClosed()) {
      return;
    }
    try {
      requireSize(request);
      Writer current = writerFor(request);
      answers.add(append(current, request));
    } catch (Refused e) {
      LOG.atDebug()
          .addKeyValue("stream", request.getWriteStream())
          .addKeyValue("reason", e.getMessage())
          .log("append refused");
      if (e.endsCall) {
        answers.fail(e.refusal.toException());
      } else {
        answers.add(
            CompletableFuture.completedFuture(e.refusal.toResponse(request.getWriteStream())));
      }
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).log("append failed");
      answers.fail(Status.INTERNAL.withDescription(e.toString()).asRuntimeException());
    }
  }

  private void requireSize(AppendRowsRequest request) throws Refused {
    int size = request.getSerializedSize();
    if (size > settings.maxRequestBytes()) {
      throw new Refused(
          Refusal.plain(
              Code.INVALID_ARGUMENT,
              "AppendRows request too large: " + size + " limit " + settings.maxRequestBytes()),
          false);
    }
  }

  private Writer writerFor(AppendRowsRequest request) throws Refused {
    if (request.hasArrowRows()) {
      throw new Refused(
          Refusal.plain(
              Code.UNIMPLEMENTED,
              "AppendRows with arrow_rows is not implemented by this emulator."),
          true);
    }
    if (!request.hasProtoRows()) {
      throw new Refused(Refusal.plain(Code.INVALID_ARGUMENT, "No rows in the request"), false);
    }
    Writer current = writer;
    StreamName stream = current == null ? null : current.stream();
    if (!request.getWriteStream().isEmpty()) {
      stream =
          StreamName.parse(request.getWriteStream())
              .orElseThrow(() ->
                  new Refused(
                      Refusal.plain(
                          Code.INVALID_ARGUMENT,
                          "Invalid write stream name: " + request.getWriteStream()),
                      true));
    }
    if (stream == null) {
      throw new Refused(
          Refusal.plain(Code.INVALID_ARGUMENT, "The first request must name a write_stream"), true);
    }
    boolean sameStream = current != null && current.stream().equals(stream);
    boolean newSchema = request.getProtoRows().hasWriterSchema();
    if (sameStream && !newSchema && current != null) {
      return current;
    }
    if (!newSchema) {
      throw new Refused(
          Refusal.plain(
              Code.INVALID_ARGUMENT,
              "Writer schema must be given with the first request and whenever the destination"
                  + " changes. Entity: "
                  + stream.resource()),
          false);
    }
    Writer next = open(stream, request.getProtoRows().getWriterSchema().getProtoDescriptor());
    writer = next;
    return next;
  }

  private Writer open(StreamName stream, DescriptorProto descriptor) throws Refused {
    StoredTable table =
        warehouse
            .table(stream.table())
            .orElseThrow(() -> new Refused(Refusal.missingTable(stream.table().resource()), true));
    if (!stream.isDefault()) {
      if (table.stream(stream.resource()).isEmpty()) {
        throw new Refused(Refusal.missingStream(stream.resource()), true);
      }
      registry.take(stream.resource(), this);
    }
    Versions.Version version =
        table.versions().visible(warehouse.clock().instant(), settings.schemaDelay());
    try {
      Writer next = Writer.open(stream, table, descriptor, version);
      requireOneKindOfChange(next);
      return next;
    } catch (SchemaProblem problem) {
      throw new Refused(Writer.refusal(problem, stream), false);
    }
  }

  private void requireOneKindOfChange(Writer next) throws Refused {
    boolean change = next.kind() != Append.Kind.INSERT;
    Boolean before = changes;
    if (before != null && before != change) {
      throw new Refused(
          Refusal.plain(
              Code.INVALID_ARGUMENT,
              "The given value is not a valid CHANGE_TYPE. Entity: " + next.stream().resource()),
          false);
    }
    changes = change;
  }

  private CompletableFuture<AppendRowsResponse> append(Writer current, AppendRowsRequest request)
      throws Refused {
    OptionalLong offset =
        request.hasOffset()
            ? OptionalLong.of(request.getOffset().getValue())
            : OptionalLong.empty();
    if (offset.isPresent() && current.stream().isDefault()) {
      throw new Refused(
          Refusal.plain(
              Code.INVALID_ARGUMENT,
              "Offset must not be set for the default stream. Entity: "
                  + current.stream().resource()),
          false);
    }
    WriterRows rows =
        new WriterRows(
            current.descriptor(),
            current.plan(),
            request.getProtoRows().getRows().getSerializedRowsList(),
            current.stream(),
            defaults(current, request));
    rows.decode(current.table().definition());
    Append append =
        new Append(
            current.stream().isDefault() ? null : current.stream().resource(),
            offset,
            rows,
            current.kind());
    LOG.atTrace()
        .addKeyValue("stream", current.stream().resource())
        .addKeyValue("rows", request.getProtoRows().getRows().getSerializedRowsCount())
        .log("append");
    Versions.Version news = news(current);
    return current
        .table()
        .append(append)
        .thenApply(outcome -> answer(outcome, current.stream(), rows, news));
  }

  private Map<String, Object> defaults(Writer current, AppendRowsRequest request) throws Refused {
    missing = missing.then(request);
    MissingValues now = missing;
    if (now.neverUseDefault()) {
      return Map.of();
    }
    try {
      return columnDefaults.evaluate(current.table().definition(), now::useDefault);
    } catch (BigQueryException | StoreException e) {
      throw new Refused(
          Refusal.plain(
              Code.INVALID_ARGUMENT, "A default value cannot be computed: " + e.getMessage()),
          false);
    }
  }

  /// The version that the writer has not been told of, once.
  private Versions.@Nullable Version news(Writer current) {
    Versions.Version visible =
        current.table().versions().visible(warehouse.clock().instant(), settings.schemaDelay());
    if (visible.number() <= current.version().number()) {
      return null;
    }
    writer = current.told(visible);
    return visible;
  }

  private static AppendRowsResponse answer(
      Append.Outcome outcome, StreamName stream, WriterRows rows, Versions.@Nullable Version news) {
    String name = stream.resource();
    return switch (outcome) {
      case Append.Outcome.Appended(OptionalLong offset) -> appended(name, offset, news);
      case Append.Outcome.OffsetExists(long expected, long received) ->
          Refusal.storage(
                  Code.ALREADY_EXISTS,
                  StorageErrorCode.OFFSET_ALREADY_EXISTS,
                  name,
                  "The offset is within stream, expected offset "
                      + expected
                      + ", received "
                      + received)
              .toResponse(name);
      case Append.Outcome.OffsetBeyond(long expected, long received) ->
          Refusal.storage(
                  Code.OUT_OF_RANGE,
                  StorageErrorCode.OFFSET_OUT_OF_RANGE,
                  name,
                  "The offset is beyond stream, expected offset "
                      + expected
                      + ", received "
                      + received)
              .toResponse(name);
      case Append.Outcome.StreamFinalized _ -> Refusal.finalizedStream(name).toResponse(name);
      case Append.Outcome.StreamMissing _ -> Refusal.missingStream(name).toResponse(name);
      case Append.Outcome.TableMissing _ ->
          Refusal.missingTable(stream.table().resource()).toResponse(name);
      case Append.Outcome.NoPrimaryKey _ ->
          Refusal.plain(
                  Code.INVALID_ARGUMENT,
                  "Create UPSERT stream is not supported for primary key disabled table. Entity: "
                      + name)
              .toResponse(name);
      case Append.Outcome.SequencesMixed _ ->
          Refusal.plain(
                  Code.INVALID_ARGUMENT,
                  "_CHANGE_SEQUENCE_NUMBER must be given on all changes of a table or on none."
                      + " Entity: "
                      + name)
              .toResponse(name);
      case Append.Outcome.Refused _ -> rows.refusal().toResponse(name);
      case Append.Outcome.Failed(String message) ->
          Refusal.plain(Code.INTERNAL, message).toResponse(name);
    };
  }

  private static AppendRowsResponse appended(
      String stream, OptionalLong offset, Versions.@Nullable Version news) {
    AppendRowsResponse.Builder response = AppendRowsResponse.newBuilder().setWriteStream(stream);
    AppendRowsResponse.AppendResult.Builder result = response.getAppendResultBuilder();
    offset.ifPresent(first -> result.setOffset(Int64Value.of(first)));
    if (news != null) {
      response.setUpdatedSchema(ProtoSchemas.of(news.definition().schema()));
    }
    return response.build();
  }

  void supersede(String stream) {
    answers.fail(
        Status.ABORTED
            .withDescription(
                "Another connection has been opened to the same stream. Entity: " + stream)
            .asRuntimeException());
  }

  @Override
  public void onError(Throwable error) {
    release();
  }

  @Override
  public void onCompleted() {
    release();
    answers.complete();
  }

  private void release() {
    Writer current = writer;
    registry.release(current == null ? null : current.stream().resource(), this);
  }
}
