package dev.hayase.engine.join;

import dev.hayase.engine.value.OrderedReader;
import dev.hayase.engine.value.OrderedWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was said of one row, each version with the sum of its weights. Those above zero are there:
/// one, but for the moments in which a row is taken back before or after the other is added.
final class Versions {
  private final List<Version> versions = new ArrayList<>();

  static Versions of(byte @Nullable [] bytes) {
    Versions read = new Versions();
    if (bytes != null) {
      OrderedReader in = new OrderedReader(bytes);
      while (!in.atEnd()) {
        read.versions.add(new Version(in.integer(), in.bytes(), in.bytes()));
      }
    }
    return read;
  }

  byte[] toBytes() {
    OrderedWriter out = new OrderedWriter();
    versions.forEach(each -> out.integer(each.count).bytes(each.order).bytes(each.row));
    return out.toBytes();
  }

  /// Adds a weight.
  ///
  /// @return +1 when the version is there now and was not before, -1 the other way round, else 0
  int add(int weight, byte[] order, byte[] row) {
    for (int i = 0; i < versions.size(); i++) {
      Version version = versions.get(i);
      if (Arrays.equals(version.row, row) && Arrays.equals(version.order, order)) {
        long count = version.count + weight;
        if (count == 0) {
          versions.remove(i);
        } else {
          versions.set(i, new Version(count, order, row));
        }
        return Boolean.compare(count > 0, version.count > 0);
      }
    }
    versions.add(new Version(weight, order, row));
    return weight > 0 ? 1 : 0;
  }

  /// Those that are there.
  List<Version> present() {
    return versions.stream().filter(each -> each.count > 0).toList();
  }

  boolean isEmpty() {
    return versions.isEmpty();
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Version(long count, byte[] order, byte[] row) {}
}
