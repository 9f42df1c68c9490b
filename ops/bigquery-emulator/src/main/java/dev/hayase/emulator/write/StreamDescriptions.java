package dev.hayase.emulator.write;

import com.google.cloud.bigquery.storage.v1.WriteStream;
import com.google.protobuf.Timestamp;
import dev.hayase.emulator.catalog.TableName;
import dev.hayase.emulator.store.StoredTable;
import dev.hayase.emulator.store.StreamState;
import dev.hayase.emulator.store.StreamType;
import dev.hayase.emulator.store.Versions;
import dev.hayase.emulator.store.Warehouse;
import io.grpc.Status.Code;
import java.time.Instant;
import java.util.Locale;

/// Streams as `WriteStream` messages.
final class StreamDescriptions {
  private final Warehouse warehouse;
  private final WriteSettings settings;

  StreamDescriptions(Warehouse warehouse, WriteSettings settings) {
    this.warehouse = warehouse;
    this.settings = settings;
  }

  static StreamType type(WriteStream.Type type) {
    return switch (type) {
      case COMMITTED -> StreamType.COMMITTED;
      case PENDING -> StreamType.PENDING;
      case BUFFERED -> StreamType.BUFFERED;
      case TYPE_UNSPECIFIED, UNRECOGNIZED ->
          throw Refusal.plain(Code.INVALID_ARGUMENT, "Stream type must be specified.")
              .toException();
    };
  }

  static Timestamp timestamp(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }

  /// @param full whether with the table's schema
  WriteStream of(StoredTable table, StreamState stream, boolean full) {
    WriteStream.Builder builder =
        describe(table, stream.name(), type(stream.type()), full)
            .setCreateTime(timestamp(stream.created()));
    if (stream.type() == StreamType.COMMITTED) {
      builder.setCommitTime(timestamp(stream.created()));
    }
    stream.committed().ifPresent(time -> builder.setCommitTime(timestamp(time)));
    return builder.build();
  }

  /// A default stream has no times, whatever the proto file says
  /// ([managedwriter](https://github.com/googleapis/google-cloud-go/blob/main/bigquery/storage/managedwriter/integration_test.go),
  /// `TestIntegration_ClientGetWriteStream`).
  WriteStream ofDefault(StoredTable table, StreamName name, boolean full) {
    return describe(table, name.resource(), WriteStream.Type.COMMITTED, full).build();
  }

  private static WriteStream.Type type(StreamType type) {
    return switch (type) {
      case COMMITTED -> WriteStream.Type.COMMITTED;
      case PENDING -> WriteStream.Type.PENDING;
      case BUFFERED -> WriteStream.Type.BUFFERED;
    };
  }

  private WriteStream.Builder describe(
      StoredTable table, String name, WriteStream.Type type, boolean full) {
    WriteStream.Builder builder =
        WriteStream.newBuilder()
            .setName(name)
            .setType(type)
            .setWriteMode(WriteStream.WriteMode.INSERT)
            .setLocation(location(table));
    if (full) {
      Versions.Version version =
          table
              .versions()
              .visible(
                  warehouse.clock().instant(), settings.schemaDelay(table.definition().name()));
      builder.setTableSchema(ProtoSchemas.of(version.definition().schema()));
    }
    return builder;
  }

  private String location(StoredTable table) {
    TableName name = table.definition().name();
    return warehouse
        .dataset(new Warehouse.DatasetName(name.project(), name.dataset()))
        .map(dataset -> dataset.get("location"))
        .map(location -> location.getAsString().toLowerCase(Locale.ROOT))
        .orElse("us");
  }
}
