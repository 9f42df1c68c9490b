package dev.hayase.log.journal;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One file of a journal: entries one after the other, each with its length and its CRC-32C before
/// it. It is written by one thread up to where another one reads.
final class Segment implements AutoCloseable {
  /// The length and the check of an entry.
  static final int OVERHEAD = 8;

  private static final Logger LOG = LoggerFactory.getLogger(Segment.class);
  private static final String SUFFIX = ".journal";
  private static final String PROBE_NAME = "probe";
  private static final int PROBE = 64 * 1024;
  private static final int LARGEST_ENTRY = 64 * 1024 * 1024;

  private final long number;
  private final Path file;
  private final FileChannel channel;

  /// Up to here entries are durable, and whole.
  private volatile long end;

  private Segment(long number, Path file, FileChannel channel, long end) {
    this.number = number;
    this.file = file;
    this.channel = channel;
    this.end = end;
  }

  static Segment create(Path folder, long number) throws IOException {
    Path file = folder.resolve("%019d%s".formatted(number, SUFFIX));
    Segment segment =
        new Segment(
            number,
            file,
            FileChannel.open(
                file,
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE),
            0);
    sync(folder);
    return segment;
  }

  /// A file that is no part of the journal.
  static Path aside(Path folder, long number, ByteBuffer framed) throws IOException {
    return write(folder, "%019d.refused".formatted(number), framed);
  }

  /// Whether the disk takes anything.
  ///
  /// @throws IOException when it does not
  static void probe(Path folder) throws IOException {
    try {
      Files.deleteIfExists(folder.resolve(PROBE_NAME));
      var _ = write(folder, PROBE_NAME, ByteBuffer.allocate(PROBE));
    } finally {
      Files.deleteIfExists(folder.resolve(PROBE_NAME));
    }
  }

  private static Path write(Path folder, String name, ByteBuffer bytes) throws IOException {
    Path file = folder.resolve(name);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    sync(folder);
    return file;
  }

  /// Those that are in the folder, oldest first. What a dying process left unfinished at their ends
  /// was never acknowledged: it is not read.
  static List<Segment> in(Path folder) throws IOException {
    List<Segment> segments = new ArrayList<>();
    List<Path> files;
    try (var listed = Files.list(folder)) {
      files = listed.filter(f -> f.getFileName().toString().endsWith(SUFFIX)).sorted().toList();
    }
    for (Path file : files) {
      String name = file.getFileName().toString();
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
      long number = Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
      segments.add(new Segment(number, file, channel, wholeUntil(channel)));
    }
    return segments;
  }

  private static long wholeUntil(FileChannel channel) throws IOException {
    long position = 0;
    while (true) {
      Entry entry = read(channel, position, channel.size());
      if (entry == null) {
        return position;
      }
      position = entry.next();
    }
  }

  /// An entry, and where the next one begins.
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  record Entry(byte[] bytes, long next) {}

  /// Entries as they stand in the file.
  static ByteBuffer framed(List<byte[]> entries) {
    int size = 0;
    for (byte[] entry : entries) {
      size += OVERHEAD + entry.length;
    }
    ByteBuffer buffer = ByteBuffer.allocate(size);
    for (byte[] entry : entries) {
      buffer.putInt(entry.length).putInt(check(entry)).put(entry);
    }
    return buffer.flip();
  }

  /// Appends, and returns when the disk has it. When that fails, nothing was appended.
  void append(ByteBuffer framed) throws IOException {
    long position = end;
    try {
      while (framed.hasRemaining()) {
        position += channel.write(framed, position);
      }
      channel.force(false);
      end = position;
    } catch (IOException e) {
      channel.truncate(end);
      throw e;
    }
  }

  /// The entry at a position before the end.
  Entry read(long position) throws IOException {
    Entry entry = read(channel, position, end);
    if (entry == null) {
      throw new IOException("The journal's file %s is damaged at %d".formatted(file, position));
    }
    return entry;
  }

  private static @Nullable Entry read(FileChannel channel, long position, long end)
      throws IOException {
    if (position + OVERHEAD > end) {
      return null;
    }
    ByteBuffer head = ByteBuffer.allocate(OVERHEAD);
    fill(channel, head, position);
    int length = head.getInt();
    int check = head.getInt();
    if (length <= 0 || length > LARGEST_ENTRY || position + OVERHEAD + length > end) {
      return null;
    }
    byte[] bytes = new byte[length];
    fill(channel, ByteBuffer.wrap(bytes), position + OVERHEAD);
    return check(bytes) == check ? new Entry(bytes, position + OVERHEAD + length) : null;
  }

  private static void fill(FileChannel channel, ByteBuffer buffer, long position)
      throws IOException {
    long at = position;
    while (buffer.hasRemaining()) {
      int read = channel.read(buffer, at);
      if (read < 0) {
        throw new EOFException();
      }
      at += read;
    }
    buffer.flip();
  }

  private static int check(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  /// Where the entries that are durable end.
  long end() {
    return end;
  }

  long number() {
    return number;
  }

  /// Whether what stands behind the entries was once an entry. A write that a dying process left
  /// unfinished is no longer than the file, or nothing but zeros.
  boolean damaged() throws IOException {
    if (end + OVERHEAD > channel.size()) {
      return false;
    }
    ByteBuffer head = ByteBuffer.allocate(OVERHEAD);
    fill(channel, head, end);
    int length = head.getInt();
    return length != 0 && (length < 0 || end + OVERHEAD + length <= channel.size());
  }

  /// Deletes it; one that is damaged is kept under another name, for those who want to look.
  void delete() throws IOException {
    boolean keep = damaged();
    channel.close();
    if (keep) {
      Path kept = file.resolveSibling(file.getFileName() + ".damaged");
      Files.move(file, kept, StandardCopyOption.REPLACE_EXISTING);
      LOG.atError()
          .addKeyValue("file", kept)
          .addKeyValue("position", end)
          .log("A file of the journal is damaged; what stands behind the damage was not replayed");
    } else {
      Files.deleteIfExists(file);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /// A file's name is durable when its folder is.
  private static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
