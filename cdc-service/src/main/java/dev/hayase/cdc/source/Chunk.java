package dev.hayase.cdc.source;

import dev.hayase.cdc.change.ChunkMark;
import dev.hayase.cdc.value.TableShape;
import dev.hayase.event.change.Origin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What came of the reading of a chunk.
public sealed interface Chunk {
  /// The low mark of the reading.
  ChunkMark mark();

  /// Rows in the order of their keys. No change of the table's columns stands between the reading
  /// and the high mark.
  ///
  /// @param rows the texts of their values
  /// @param last whether there are no rows behind them
  /// @param visibility what of the log before the low mark the reading did not see
  /// @param origin of each of them
  record Rows(
      ChunkMark mark,
      TableShape shape,
      List<List<@Nullable String>> rows,
      boolean last,
      Visibility visibility,
      Origin origin)
      implements Chunk {}

  /// The table has another key than that by which it was read.
  ///
  /// @param key its columns
  record Rekeyed(ChunkMark mark, List<String> key) implements Chunk {
    public Rekeyed {
      key = List.copyOf(key);
    }
  }

  /// The table cannot be read like this, however often it is tried.
  ///
  /// @param reason with the remedy
  record Failed(ChunkMark mark, String reason) implements Chunk {}
}
