package dev.hayase.emulator.row;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Reads one value of one field, whose tag has been read.
@FunctionalInterface
interface ValueReader {
  /// @param before what an earlier occurrence of the field left; messages merge, scalars replace
  /// @return null when the value counts as absent
  @Nullable Object read(CodedInputStream in, @Nullable Object before)
      throws IOException, RowProblem;
}
