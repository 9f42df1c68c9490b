package dev.hayase.emulator.load;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Records of a file as rows, one at a time. After a bad one the next can be read.
interface RecordSource {
  /// What messages call the file.
  String kind();

  /// @return null at the end
  @Nullable Object @Nullable [] next() throws IOException, BadValue;
}
