package dev.hayase.emulator.store;

import dev.hayase.emulator.catalog.TableDefinition;
import dev.hayase.emulator.row.Row;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// One append request, ready to be applied.
///
/// @param stream null for the default stream
/// @param expectedOffset where the writer believes the stream to end
/// @param rows decodes again when the table changed since; called at most once per attempt
/// @param change what kind of rows these are
public record Append(@Nullable String stream, OptionalLong expectedOffset, Rows rows, Kind change) {

  /// Rows for the columns of a given definition, or a refusal.
  @FunctionalInterface
  public interface Rows {
    Decoded decode(TableDefinition definition);
  }

  /// What decoding yields.
  public sealed interface Decoded {
    record Good(List<Row> rows) implements Decoded {}

    /// The refusal was put into words by whoever decodes.
    record Bad() implements Decoded {}
  }

  /// The kinds of rows that BigQuery keeps apart.
  public enum Kind {
    INSERT,
    CHANGE_WITH_SEQUENCE,
    CHANGE_WITHOUT_SEQUENCE
  }

  /// What became of it.
  public sealed interface Outcome {
    /// @param offset of the first row; empty on the default stream
    record Appended(OptionalLong offset) implements Outcome {}

    record OffsetExists(long expected, long received) implements Outcome {}

    record OffsetBeyond(long expected, long received) implements Outcome {}

    record StreamFinalized() implements Outcome {}

    record StreamMissing() implements Outcome {}

    record TableMissing() implements Outcome {}

    record NoPrimaryKey() implements Outcome {}

    record SequencesMixed() implements Outcome {}

    record Refused() implements Outcome {}

    record Failed(String message) implements Outcome {}
  }
}
