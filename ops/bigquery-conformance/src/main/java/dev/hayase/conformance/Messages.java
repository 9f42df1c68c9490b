package dev.hayase.conformance;

import com.google.cloud.bigquery.storage.v1.ProtoRows;
import com.google.cloud.bigquery.storage.v1.ProtoSchemaConverter;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.TextFormat;
import com.google.protobuf.TimestampProto;
import com.google.protobuf.WrappersProto;

/// Rows of a message type that is written down as text: nested, repeated, well-known, proto3.
public final class Messages {
  private final Descriptor descriptor;

  private Messages(Descriptor descriptor) {
    this.descriptor = descriptor;
  }

  /// @param syntax `proto2` or `proto3`
  /// @param message a DescriptorProto in protobuf's text format; wrappers and Timestamp are known
  public static Messages of(String syntax, String message) {
    try {
      DescriptorProto.Builder row = DescriptorProto.newBuilder().setName("Row");
      TextFormat.merge(message, row);
      FileDescriptor[] known = {WrappersProto.getDescriptor(), TimestampProto.getDescriptor()};
      FileDescriptorProto.Builder file =
          FileDescriptorProto.newBuilder()
              .setName("row.proto")
              .setSyntax(syntax)
              .addMessageType(row);
      for (FileDescriptor imported : known) {
        file.addDependency(imported.getName());
      }
      return new Messages(
          FileDescriptor.buildFrom(file.build(), known).getMessageTypes().getFirst());
    } catch (DescriptorValidationException | TextFormat.ParseException e) {
      throw new IllegalArgumentException(message, e);
    }
  }

  /// As Google's client sends it.
  public DescriptorProto schema() {
    return ProtoSchemaConverter.convert(descriptor).getProtoDescriptor();
  }

  /// @param texts each a row in protobuf's text format
  public ProtoRows rows(String... texts) {
    ProtoRows.Builder rows = ProtoRows.newBuilder();
    for (String text : texts) {
      DynamicMessage.Builder row = DynamicMessage.newBuilder(descriptor);
      try {
        TextFormat.merge(text, row);
      } catch (TextFormat.ParseException e) {
        throw new IllegalArgumentException(text, e);
      }
      rows.addSerializedRows(row.build().toByteString());
    }
    return rows.build();
  }
}
