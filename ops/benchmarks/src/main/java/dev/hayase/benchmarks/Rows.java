package dev.hayase.benchmarks;

import com.google.cloud.bigquery.storage.v1.AppendRowsRequest;
import com.google.cloud.bigquery.storage.v1.ProtoRows;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.IntStream;

/// Rows of 170 bytes, as a change of a table of orders might look.
final class Rows {
  static final int BYTES = 170;

  /// The table's schema in REST's form.
  static final String SCHEMA =
      """
      {"fields": [
        {"name": "id", "type": "INTEGER", "mode": "REQUIRED"},
        {"name": "customer", "type": "STRING"},
        {"name": "amount", "type": "FLOAT"},
        {"name": "paid", "type": "BOOLEAN"},
        {"name": "day", "type": "DATE"},
        {"name": "created", "type": "TIMESTAMP"},
        {"name": "note", "type": "STRING"}]}
      """;

  static final DescriptorProto DESCRIPTOR =
      DescriptorProto.newBuilder()
          .setName("Row")
          .addField(field("id", 1, FieldDescriptorProto.Type.TYPE_INT64))
          .addField(field("customer", 2, FieldDescriptorProto.Type.TYPE_STRING))
          .addField(field("amount", 3, FieldDescriptorProto.Type.TYPE_DOUBLE))
          .addField(field("paid", 4, FieldDescriptorProto.Type.TYPE_BOOL))
          .addField(field("day", 5, FieldDescriptorProto.Type.TYPE_INT32))
          .addField(field("created", 6, FieldDescriptorProto.Type.TYPE_INT64))
          .addField(field("note", 7, FieldDescriptorProto.Type.TYPE_STRING))
          .build();

  private static final long CREATED = 1_767_225_600_000_000L;

  private Rows() {}

  private static FieldDescriptorProto.Builder field(
      String name, int number, FieldDescriptorProto.Type type) {
    return FieldDescriptorProto.newBuilder()
        .setName(name)
        .setNumber(number)
        .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)
        .setType(type);
  }

  /// Distinct requests, to be sent again and again; the first names the stream and the schema.
  static List<AppendRowsRequest> requests(String stream, int count, int rowsPerRequest) {
    return IntStream.range(0, count)
        .mapToObj(number -> request(stream, number, rowsPerRequest))
        .toList();
  }

  private static AppendRowsRequest request(String stream, int number, int rowsPerRequest) {
    ProtoRows.Builder rows = ProtoRows.newBuilder();
    for (int row = 0; row < rowsPerRequest; row++) {
      rows.addSerializedRows(row((long) number * rowsPerRequest + row));
    }
    AppendRowsRequest.Builder request = AppendRowsRequest.newBuilder();
    if (number == 0) {
      request.setWriteStream(stream);
      request.getProtoRowsBuilder().getWriterSchemaBuilder().setProtoDescriptor(DESCRIPTOR);
    }
    request.getProtoRowsBuilder().setRows(rows);
    return request.build();
  }

  static ByteString row(long id) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(BYTES);
      CodedOutputStream out = CodedOutputStream.newInstance(bytes, BYTES);
      out.writeInt64(1, id + 1_000_000);
      out.writeString(2, "customer-" + (10_000 + id % 80_000));
      out.writeDouble(3, id / 100.0);
      out.writeBool(4, id % 3 == 0);
      out.writeInt32(5, 20_000 + (int) (id % 1_000));
      out.writeInt64(6, CREATED + id * 1_000);
      out.flush();
      int left = BYTES - bytes.size() - 2;
      out.writeString(7, "delivered to the door, ".repeat(6).substring(0, left));
      out.flush();
      return ByteString.copyFrom(bytes.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
