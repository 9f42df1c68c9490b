package dev.hayase.log.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/// How far a journal is replayed, in a file of its own. It survives a killed process; after a
/// failure of power it may be an older one, and some events are replayed again.
final class ReplayedMark implements AutoCloseable {
  private static final int SIZE = 24;

  private final FileChannel channel;
  private long segment = -1;
  private long position;

  ReplayedMark(Path file) throws IOException {
    channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    ByteBuffer mark = ByteBuffer.allocate(SIZE);
    if (channel.read(mark, 0) == SIZE) {
      mark.flip();
      long number = mark.getLong();
      long at = mark.getLong();
      if (mark.getLong() == check(number, at)) {
        segment = number;
        position = at;
        return;
      }
    }
    // The room on the disk is taken now, so that a full one does not stop the replay.
    put(segment, position);
  }

  /// The segment that is replayed in part; those before it are done. Negative when nothing is
  /// known.
  long segment() {
    return segment;
  }

  long position() {
    return position;
  }

  void put(long number, long at) throws IOException {
    ByteBuffer mark = ByteBuffer.allocate(SIZE);
    mark.putLong(number).putLong(at).putLong(check(number, at)).flip();
    long written = 0;
    while (mark.hasRemaining()) {
      written += channel.write(mark, written);
    }
    segment = number;
    position = at;
  }

  private static long check(long number, long at) {
    CRC32C crc = new CRC32C();
    crc.update(ByteBuffer.allocate(2 * Long.BYTES).putLong(number).putLong(at).flip());
    return crc.getValue();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
