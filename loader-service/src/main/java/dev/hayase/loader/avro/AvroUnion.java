package dev.hayase.loader.avro;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.avro.Schema;

/// A union of Avro's. Of null and one other type it is that type, nullable. Of more, it is a struct
/// with a field for each, of which one is filled: so nothing is lost, and each keeps its type.
final class AvroUnion {
  private AvroUnion() {}

  /// The types of a union that are not null.
  static List<Schema> branches(Schema union) {
    return union.getTypes().stream().filter(t -> t.getType() != Schema.Type.NULL).toList();
  }

  /// The name of a branch's field.
  static String name(Schema branch) {
    return branch.getName();
  }

  static AvroValue value(Schema union) {
    List<Schema> types = union.getTypes();
    List<Schema> branches = branches(union);
    AvroValue[] values = new AvroValue[types.size()];
    for (int i = 0; i < values.length; i++) {
      Schema type = types.get(i);
      boolean single = branches.size() == 1 || type.getType() == Schema.Type.NULL;
      values[i] = single ? AvroValue.of(type) : tagged(branches, type);
    }
    return (in, out) -> {
      long index = in.varint();
      if (index < 0 || index >= values.length) {
        throw AvroBytes.broken();
      }
      values[(int) index].write(in, out);
    };
  }

  private static AvroValue tagged(List<Schema> branches, Schema chosen) {
    StringBuilder before = new StringBuilder();
    StringBuilder after = new StringBuilder();
    boolean passed = false;
    for (Schema branch : branches) {
      String name = '"' + name(branch) + "\":";
      if (branch.equals(chosen)) {
        before.append(name);
        passed = true;
      } else if (passed) {
        after.append(',').append(name).append("null");
      } else {
        before.append(name).append("null,");
      }
    }
    byte[] head = utf8("{" + before);
    byte[] tail = utf8(after + "}");
    AvroValue value = AvroValue.of(chosen);
    return (in, out) -> {
      out.plain(head);
      value.write(in, out);
      out.plain(tail);
    };
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
