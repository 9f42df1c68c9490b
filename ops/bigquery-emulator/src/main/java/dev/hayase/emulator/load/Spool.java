package dev.hayase.emulator.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// What a client uploads, on disk. The file has no name any more while it is written: it is gone
/// with the process, however that ends.
public final class Spool implements AutoCloseable {
  private final FileChannel file;
  private long start;
  private long end;

  private Spool(FileChannel file) {
    this.file = file;
  }

  public static Spool create() {
    try {
      Path path = Files.createTempFile("bigquery-upload", "");
      return new Spool(
          FileChannel.open(
              path,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Adds what the stream has left.
  public void append(InputStream in) throws IOException {
    byte[] buffer = new byte[1 << 16];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read);
      while (bytes.hasRemaining()) {
        end += file.write(bytes, end);
      }
    }
  }

  public long size() {
    return end - start;
  }

  /// Leaves only a part of it.
  public void narrow(long from, long to) {
    end = start + to;
    start += from;
  }

  /// The content from its beginning; any number of times.
  public InputStream read() throws IOException {
    file.position(start);
    InputStream all = Channels.newInputStream(file);
    return new InputStream() {
      private long left = size();

      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        if (left == 0) {
          return -1;
        }
        int read = all.read(bytes, offset, (int) Math.min(length, left));
        left -= Math.max(0, read);
        return read;
      }
    };
  }

  /// Up to so many bytes of an end of it.
  byte[] tail(int limit) throws IOException {
    long from = Math.max(start, end - limit);
    ByteBuffer bytes = ByteBuffer.allocate((int) (end - from));
    while (bytes.hasRemaining() && file.read(bytes, from + bytes.position()) >= 0) {
      // until it is full
    }
    return bytes.array();
  }

  /// A file with a name, for readers that need one; the caller deletes it.
  public Path copy() throws IOException {
    Path path = Files.createTempFile("bigquery-load", "");
    try (InputStream in = read()) {
      Files.copy(in, path, StandardCopyOption.REPLACE_EXISTING);
    }
    return path;
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
