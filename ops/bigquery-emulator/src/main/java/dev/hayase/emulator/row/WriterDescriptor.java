package dev.hayase.emulator.row;

import com.google.cloud.bigquery.storage.v1.AnnotationsProto;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.UnknownFieldSet;
import java.util.List;

/// The descriptor that a writer sends: one message, self-contained, proto2.
final class WriterDescriptor {
  private WriterDescriptor() {}

  static Descriptor build(DescriptorProto writer) throws SchemaProblem {
    FileDescriptorProto file =
        FileDescriptorProto.newBuilder()
            .setName("writer_schema.proto")
            .setSyntax("proto2")
            .addMessageType(writer)
            .build();
    try {
      return FileDescriptor.buildFrom(file, new FileDescriptor[0]).getMessageTypes().getFirst();
    } catch (DescriptorValidationException | RuntimeException invalid) {
      throw SchemaProblem.invalid("Invalid proto schema: " + invalid.getMessage());
    }
  }

  /// The `column_name` option, which names columns that protobuf cannot, else the field's own name.
  static String columnName(FieldDescriptor field) {
    if (field.getOptions().hasExtension(AnnotationsProto.columnName)) {
      return field.getOptions().getExtension(AnnotationsProto.columnName);
    }
    UnknownFieldSet unknown = field.getOptions().getUnknownFields();
    List<com.google.protobuf.ByteString> values =
        unknown.getField(AnnotationsProto.COLUMN_NAME_FIELD_NUMBER).getLengthDelimitedList();
    return values.isEmpty() ? field.getName() : values.getLast().toStringUtf8();
  }
}
