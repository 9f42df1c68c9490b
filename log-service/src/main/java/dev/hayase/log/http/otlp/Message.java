package dev.hayase.log.http.otlp;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.Arrays;

/// A protobuf message, as a part of a larger one's bytes.
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record Message(byte[] bytes, int offset, int length) {
  static final Message EMPTY = new Message(new byte[0], 0, 0);

  Fields fields() {
    return new Fields(this);
  }

  /// Its bytes by themselves.
  byte[] alone() {
    return Arrays.copyOfRange(bytes, offset, offset + length);
  }

  /// A way through its fields, in the order in which they were written. The value of the field at
  /// hand is taken once or not at all.
  ///
  /// Every method throws when the bytes are no message, or the field is of another type: an
  /// [UnreadableException] or protobuf's own.
  static final class Fields {
    private final Message message;
    private final CodedInputStream in;
    private int tag;
    private boolean taken = true;

    private Fields(Message message) {
      this.message = message;
      in = CodedInputStream.newInstance(message.bytes, message.offset, message.length);
    }

    /// Goes to the next field, if there is one.
    boolean next() throws IOException {
      if (!taken) {
        in.skipField(tag);
      }
      tag = in.readTag();
      taken = tag == 0;
      return tag != 0;
    }

    /// Goes to the next field of that number, if there is one.
    boolean next(int number) throws IOException {
      while (next()) {
        if (number() == number) {
          return true;
        }
      }
      return false;
    }

    int number() {
      return WireFormat.getTagFieldNumber(tag);
    }

    Message message() throws IOException {
      take(WireFormat.WIRETYPE_LENGTH_DELIMITED);
      int length = in.readRawVarint32();
      int start = in.getTotalBytesRead();
      in.skipRawBytes(length);
      return new Message(message.bytes, message.offset + start, length);
    }

    String text() throws IOException {
      take(WireFormat.WIRETYPE_LENGTH_DELIMITED);
      return in.readStringRequireUtf8();
    }

    long varint() throws IOException {
      take(WireFormat.WIRETYPE_VARINT);
      return in.readRawVarint64();
    }

    long fixed64() throws IOException {
      take(WireFormat.WIRETYPE_FIXED64);
      return in.readRawLittleEndian64();
    }

    int fixed32() throws IOException {
      take(WireFormat.WIRETYPE_FIXED32);
      return in.readRawLittleEndian32();
    }

    private void take(int type) throws UnreadableException {
      if (WireFormat.getTagWireType(tag) != type) {
        throw new UnreadableException("The field %d is of another type".formatted(number()));
      }
      taken = true;
    }
  }
}
