package dev.hayase.emulator.row;

import com.google.cloud.bigquery.storage.v1.AnnotationsProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DurationProto;
import com.google.protobuf.TimestampProto;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.WrappersProto;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The descriptor that a writer sends: one message, self-contained but for Google's well-known
/// types, proto2.
final class WriterDescriptor {
  /// As the server names it in its errors
  /// (github.com/googleapis/python-bigquery-storage/issues/257).
  private static final String FILE = "BqMessage.proto";

  private static final int MAX_DEPTH = 100;
  private static final FileDescriptor[] WELL_KNOWN = {
    DurationProto.getDescriptor(), TimestampProto.getDescriptor(), WrappersProto.getDescriptor()
  };

  private WriterDescriptor() {}

  static Descriptor build(DescriptorProto writer) throws SchemaProblem {
    FileDescriptorProto.Builder file =
        FileDescriptorProto.newBuilder().setName(FILE).setSyntax("proto2").addMessageType(writer);
    for (FileDescriptor known : WELL_KNOWN) {
      file.addDependency(known.getName());
    }
    Descriptor message;
    try {
      message = FileDescriptor.buildFrom(file.build(), WELL_KNOWN).getMessageTypes().getFirst();
    } catch (DescriptorValidationException | RuntimeException invalid) {
      throw SchemaProblem.invalid("Invalid proto schema: " + FILE + ": " + invalid.getMessage());
    }
    requireNoRecursion(message, new HashSet<>(), new HashSet<>());
    return message;
  }

  /// Columns nest to a fixed depth, so that a type that contains itself fits no table. The words
  /// are those of `ProtoSchemaConverter` in Google's Java client, which refuses it first.
  private static void requireNoRecursion(
      Descriptor message, Set<Descriptor> above, Set<Descriptor> seen) throws SchemaProblem {
    if (!above.add(message)) {
      throw SchemaProblem.invalid("Recursive type is not supported:" + message.getFullName());
    }
    if (above.size() > MAX_DEPTH) {
      throw SchemaProblem.invalid("The proto schema nests deeper than " + MAX_DEPTH + " levels");
    }
    if (seen.add(message)) {
      for (FieldDescriptor field : message.getFields()) {
        if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
          requireNoRecursion(field.getMessageType(), above, seen);
        }
      }
    }
    above.remove(message);
  }

  /// The `column_name` option, which names columns that protobuf cannot, else the field's own name.
  static String columnName(FieldDescriptor field) {
    if (field.getOptions().hasExtension(AnnotationsProto.columnName)) {
      return field.getOptions().getExtension(AnnotationsProto.columnName);
    }
    UnknownFieldSet unknown = field.getOptions().getUnknownFields();
    List<ByteString> values =
        unknown.getField(AnnotationsProto.COLUMN_NAME_FIELD_NUMBER).getLengthDelimitedList();
    return values.isEmpty() ? field.getName() : values.getLast().toStringUtf8();
  }
}
