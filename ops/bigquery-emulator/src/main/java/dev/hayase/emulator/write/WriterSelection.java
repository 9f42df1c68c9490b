package dev.hayase.emulator.write;

import com.google.cloud.bigquery.storage.v1.AppendRowsRequest;
import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import dev.hayase.emulator.catalog.TableSchema;
import dev.hayase.emulator.row.ChangeMode;
import dev.hayase.emulator.row.SchemaProblem;
import dev.hayase.emulator.store.StoredTable;
import dev.hayase.emulator.store.Versions;
import dev.hayase.emulator.store.Warehouse;
import io.grpc.Status.Code;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What each request of one connection writes to, and how. The stream and the schema are named by
/// the first request and whenever they change; once the stream has changed, by every request
/// (`AppendRowsRequest` in
/// [storage.proto](https://github.com/googleapis/googleapis/blob/master/google/cloud/bigquery/storage/v1/storage.proto)).
final class WriterSelection {
  private final Warehouse warehouse;
  private final WriteSettings settings;
  private final ConnectionRegistry.Owner owner;
  private @Nullable Writer current;
  private @Nullable ChangeMode mode;
  private boolean multiplexed;

  WriterSelection(Warehouse warehouse, WriteSettings settings, ConnectionRegistry.Owner owner) {
    this.warehouse = warehouse;
    this.settings = settings;
    this.owner = owner;
  }

  Writer select(AppendRowsRequest request) throws Refused {
    StreamName stream = stream(request);
    Writer writer = current;
    boolean newSchema = request.getProtoRows().hasWriterSchema();
    if (writer == null || newSchema || !writer.stream().equals(stream)) {
      if (!newSchema) {
        throw Refused.request(
            Refusal.plain(
                Code.INVALID_ARGUMENT,
                "Writer schema must be given with the first request and whenever the destination"
                    + " changes. Entity: "
                    + stream.resource()));
      }
      multiplexed |= writer != null && !writer.stream().equals(stream);
      writer = open(stream, request.getProtoRows().getWriterSchema().getProtoDescriptor());
    }
    current = inMode(writer, request.getProtoRows().getRows().getSerializedRows(0));
    return current;
  }

  private StreamName stream(AppendRowsRequest request) throws Refused {
    Writer writer = current;
    String name = request.getWriteStream();
    if (!name.isEmpty()) {
      return StreamName.parse(name)
          .orElseThrow(() ->
              Refused.call(
                  Refusal.plain(Code.INVALID_ARGUMENT, "Invalid write stream name: " + name)));
    }
    if (writer == null) {
      throw Refused.call(
          Refusal.plain(Code.INVALID_ARGUMENT, "The first request must name a write_stream"));
    }
    if (multiplexed) {
      throw Refused.request(
          Refusal.plain(
              Code.INVALID_ARGUMENT,
              "Every request must name its write_stream once the connection has changed its"
                  + " destination"));
    }
    return writer.stream();
  }

  private Writer open(StreamName stream, DescriptorProto descriptor) throws Refused {
    StoredTable table =
        warehouse
            .table(stream.table())
            .orElseThrow(() -> Refused.call(Refusal.missingTable(stream.table().resource())));
    if (!stream.isDefault() && table.streams().find(stream.resource()).isEmpty()) {
      throw Refused.call(Refusal.missingStream(stream.resource()));
    }
    owner.write(stream);
    try {
      return Writer.open(stream, table, descriptor, visible(table));
    } catch (SchemaProblem problem) {
      throw Refused.request(Writer.refusal(problem, stream));
    }
  }

  private Versions.Version visible(StoredTable table) {
    return table
        .versions()
        .visible(warehouse.clock().instant(), settings.schemaDelay(table.definition().name()));
  }

  /// The table's schema as far as the API has learnt of it.
  TableSchema known(Writer writer) {
    return visible(writer.table()).definition().schema();
  }

  private Writer inMode(Writer writer, ByteString firstRow) throws Refused {
    ChangeMode settled = mode;
    if (settled == ChangeMode.UPSERT && !writer.plan().hasChangeType()) {
      throw Refused.request(
          Refusal.plain(
              Code.INVALID_ARGUMENT,
              "The given value is not a valid CHANGE_TYPE. Entity: " + writer.stream().resource()));
    }
    if (settled != null) {
      return writer.in(settled);
    }
    return writer.in(
        writer.stream().isDefault() ? writer.plan().modeOf(firstRow) : ChangeMode.INSERT);
  }

  /// The connection keeps the mode of its first rows that could be read.
  void settle(ChangeMode first) {
    if (mode == null) {
      mode = first;
    }
  }

  /// The schema that the writer has not been told of; told once.
  Optional<Versions.Version> news(Writer writer) {
    Versions.Version visible = visible(writer.table());
    if (visible.number() <= writer.version().number()) {
      return Optional.empty();
    }
    current = writer.told(visible);
    return Optional.of(visible);
  }
}
