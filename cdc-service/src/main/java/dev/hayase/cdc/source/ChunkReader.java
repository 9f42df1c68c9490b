package dev.hayase.cdc.source;

import dev.hayase.cdc.change.ChunkMark;
import java.util.Optional;

/// Reads tables in chunks beside the log, in a thread of its own: each chunk between two marks in
/// the log ([ChunkMark]), of which the high one is written when the chunk is there to be taken. It
/// holds one chunk at most, and keeps no transaction open beyond it.
///
/// Trouble that may pass it bears by itself: it tries again, under another attempt's marks.
public interface ChunkReader extends AutoCloseable {

  /// Of a database whose tables are never read beside its log.
  ChunkReader NONE =
      new ChunkReader() {
        @Override
        public void read(ChunkRequest request) {
          throw new IllegalStateException(request.run().table() + " cannot be read in chunks");
        }

        @Override
        public Optional<Chunk> take(ChunkMark high) {
          return Optional.empty();
        }

        @Override
        public void close() {}
      };

  /// Reads a chunk soon. To be called again only when that chunk was taken.
  void read(ChunkRequest request);

  /// The chunk whose high mark was read in the log; empty when another attempt took its place.
  Optional<Chunk> take(ChunkMark high);

  @Override
  void close();
}
