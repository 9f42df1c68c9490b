package dev.hayase.emulator.googlesql;

import com.google.zetasql.resolvedast.ResolvedNode;
import dev.hayase.emulator.catalog.BigQueryException;
import java.time.Instant;

/// What everything that translates one statement knows about it.
///
/// @param now the statement's one moment, for CURRENT_TIMESTAMP and its like
record Translation(Parameters parameters, Instant now, Positions positions) {
  /// Where nodes stand in the text.
  @FunctionalInterface
  interface Positions {
    /// ` at [3:14]` with a leading blank; empty when the node came from nowhere in the text.
    String of(ResolvedNode node);
  }

  /// @param what the construct as a user knows it, such as `Function SOUNDEX`
  BigQueryException unsupported(String what, ResolvedNode node) {
    return BigQueryException.invalidQuery(
        what + " is not supported by the emulator" + positions.of(node));
  }
}
