package dev.hayase.emulator.row;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// How protobuf scalars look to a reader of raw bytes.
final class Wire {
  private Wire() {}

  static int wireType(FieldDescriptor.Type type) {
    return switch (type) {
      case INT32, INT64, UINT32, UINT64, SINT32, SINT64, BOOL, ENUM -> WireFormat.WIRETYPE_VARINT;
      case FIXED64, SFIXED64, DOUBLE -> WireFormat.WIRETYPE_FIXED64;
      case FIXED32, SFIXED32, FLOAT -> WireFormat.WIRETYPE_FIXED32;
      case STRING, BYTES, MESSAGE -> WireFormat.WIRETYPE_LENGTH_DELIMITED;
      case GROUP -> WireFormat.WIRETYPE_START_GROUP;
    };
  }

  private static Object unsigned(long bits) {
    return bits >= 0 ? (Object) bits : new BigDecimal(Long.toUnsignedString(bits));
  }

  /// A [Long], [BigDecimal] for what a long cannot hold, [Double], [Boolean], [String],
  /// [com.google.protobuf.ByteString] or [EnumValueDescriptor]. Null for an enum's value that its
  /// type does not know: proto2 holds the field absent.
  static @Nullable Object read(CodedInputStream in, FieldDescriptor field) throws IOException {
    return switch (field.getType()) {
      case INT32 -> (long) in.readInt32();
      case INT64 -> in.readInt64();
      case UINT32 -> in.readUInt32() & 0xFFFFFFFFL;
      case UINT64 -> unsigned(in.readUInt64());
      case SINT32 -> (long) in.readSInt32();
      case SINT64 -> in.readSInt64();
      case FIXED32 -> in.readFixed32() & 0xFFFFFFFFL;
      case FIXED64 -> unsigned(in.readFixed64());
      case SFIXED32 -> (long) in.readSFixed32();
      case SFIXED64 -> in.readSFixed64();
      case DOUBLE -> in.readDouble();
      case FLOAT -> (double) in.readFloat();
      case BOOL -> in.readBool();
      case STRING -> in.readStringRequireUtf8();
      case BYTES -> in.readBytes();
      case ENUM -> field.getEnumType().findValueByNumber(in.readEnum());
      case GROUP, MESSAGE ->
          throw new IllegalStateException("a message is not a scalar: " + field.getName());
    };
  }
}
