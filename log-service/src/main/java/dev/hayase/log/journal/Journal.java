package dev.hayase.log.journal;

import dev.hayase.log.watermark.HeldJournal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Entries on a disk, in their order, until they are done with: bounded, and durable before anybody
/// is told so.
///
/// What several threads append at a time goes to the disk together. A folder belongs to one process
/// at a time. It takes entries only while the watermark waits for it. Thread-safe, for one reader.
public final class Journal implements HeldJournal, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
  private static final long LARGEST_SEGMENT = 64L * 1024 * 1024;
  private static final long LARGEST_GROUP = 4L * 1024 * 1024;
  private static final long LOOK_MILLIS = 50;
  private static final long PROBE_MILLIS = 1_000;

  private final long size;
  private final long segmentSize;
  private final Path folder;
  private final FileChannel lock;
  private final ReplayedMark mark;
  private final Path heldMark;
  private final String instance;
  private final Deque<Segment> segments = new ArrayDeque<>();
  private final Deque<Waiting> queue = new ArrayDeque<>();
  private final Thread writer;

  /// Where reading goes on, in the first segment.
  private long head;

  /// Bytes in segments and in the queue.
  private long bytes;

  /// Whether entries of the queue are on their way to the disk.
  private boolean writing;

  /// Why the disk did not take what was written last, if it did not.
  private Optional<String> trouble = Optional.empty();

  private boolean closed;

  /// Whether the watermark waits for this journal. A file says so to the next process.
  private boolean held;

  private long appended;
  private long nextNumber;

  /// The segment that this process writes to. Touched by the writing thread only.
  private @Nullable Segment current;

  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  private record Waiting(byte[] entry, Written written) {
    long framed() {
      return Segment.OVERHEAD + (long) entry.length;
    }
  }

  /// What is called when an entry is written.
  interface Written {
    /// The disk has it.
    void done();

    /// It was not written, and will not be.
    void failed(String reason);
  }

  /// Opens it, with what an earlier process left.
  ///
  /// @param size the most bytes on the disk
  /// @throws UncheckedIOException when another process has it, or the folder cannot be used
  public Journal(Path folder, long size) {
    this.folder = folder;
    this.size = size;
    this.segmentSize = Math.clamp(size / 8, 1, LARGEST_SEGMENT);
    try {
      Files.createDirectories(folder);
      lock = locked(folder);
      mark = new ReplayedMark(folder.resolve("replayed"));
      instance = instance(folder.resolve("instance"));
      heldMark = folder.resolve("held");
      held = Files.exists(heldMark);
      segments.addAll(Segment.in(folder));
      nextNumber = segments.isEmpty() ? mark.segment() + 1 : segments.getLast().number() + 1;
      for (Segment segment : segments) {
        bytes += segment.end();
      }
      goOn();
    } catch (IOException e) {
      throw new UncheckedIOException("The journal in " + folder + " cannot be opened", e);
    }
    if (!isEmpty()) {
      LOG.atWarn()
          .addKeyValue("folder", folder)
          .addKeyValue("bytes", bytes)
          .log("The journal holds events that are not on their topics yet");
    }
    writer = Thread.ofPlatform().name("journal").daemon().start(this::write);
  }

  private static String instance(Path file) throws IOException {
    if (!Files.exists(file)) {
      Path written = file.resolveSibling("instance.new");
      Files.writeString(written, UUID.randomUUID().toString());
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return Files.readString(file);
  }

  @Override
  public String instance() {
    return instance;
  }

  @Override
  public synchronized long appended() {
    return appended;
  }

  @Override
  public synchronized void hold() {
    if (!held) {
      try {
        Files.writeString(heldMark, "");
        held = true;
      } catch (IOException e) {
        LOG.atError()
            .addKeyValue("folder", folder)
            .addKeyValue("error", e.toString())
            .log("The journal cannot be used");
      }
    }
  }

  @Override
  public synchronized boolean release() {
    if (!isEmpty()) {
      return false;
    }
    held = false;
    try {
      Files.deleteIfExists(heldMark);
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException("The journal in " + folder + " cannot be left", e);
    }
  }

  private static FileChannel locked(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock taken;
    try {
      taken = channel.tryLock();
    } catch (OverlappingFileLockException _) {
      taken = null;
    }
    if (taken == null) {
      channel.close();
      throw new IOException("another log-service has it: give each one a folder of its own");
    }
    return channel;
  }

  /// Passes what the process before has replayed.
  private void goOn() throws IOException {
    while (!segments.isEmpty() && segments.getFirst().number() < mark.segment()) {
      drop();
    }
    if (!segments.isEmpty() && segments.getFirst().number() == mark.segment()) {
      head = Math.min(mark.position(), segments.getFirst().end());
    }
    dropRead();
  }

  /// Appends an entry, after all that were appended before.
  ///
  /// @param written called once, from another thread, or at once when there is no room
  void append(byte[] entry, Written written) {
    Waiting waiting = new Waiting(entry, written);
    Optional<String> refusal = queue(waiting);
    refusal.ifPresent(written::failed);
  }

  private synchronized Optional<String> queue(Waiting waiting) {
    if (closed) {
      return Optional.of("The service is stopping");
    }
    if (!held) {
      return Optional.of("Kafka cannot be reached, and knows nothing of the journal yet");
    }
    if (bytes + waiting.framed() > size) {
      return Optional.of("The journal is full");
    }
    bytes += waiting.framed();
    appended++;
    queue.add(waiting);
    notifyAll();
    return Optional.empty();
  }

  /// Whether nothing waits, neither on the disk nor on its way there.
  @Override
  public synchronized boolean isEmpty() {
    return queue.isEmpty() && !writing && isRead();
  }

  /// Bytes that it holds.
  public synchronized long bytes() {
    return bytes;
  }

  /// Whether an entry of usual size would be taken.
  public synchronized boolean hasRoom() {
    return held && trouble.isEmpty() && bytes < size - size / 20;
  }

  /// Why the disk takes nothing, if it does not.
  public synchronized Optional<String> trouble() {
    return trouble;
  }

  /// The next entries that are durable and not yet done with; waits a moment for the first.
  ///
  /// @param most bytes of all but the first
  List<byte[]> next(long most) throws InterruptedException, IOException {
    List<Segment> snapshot;
    long position;
    synchronized (this) {
      long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS);
      while (isRead() && System.nanoTime() < until) {
        wait(LOOK_MILLIS);
      }
      snapshot = List.copyOf(segments);
      position = head;
    }
    List<byte[]> entries = new ArrayList<>();
    long taken = 0;
    for (Segment segment : snapshot) {
      while (position < segment.end()) {
        Segment.Entry entry = segment.read(position);
        taken += entry.bytes().length;
        if (taken > most && !entries.isEmpty()) {
          return entries;
        }
        entries.add(entry.bytes());
        position = entry.next();
      }
      position = 0;
    }
    return entries;
  }

  /// Bytes that wait, on the disk or on their way there.
  synchronized long unread() {
    return bytes - head;
  }

  /// The first entries of those that were read are done with.
  synchronized void done(List<byte[]> entries) throws IOException {
    for (byte[] entry : entries) {
      while (head >= segments.getFirst().end()) {
        drop();
      }
      head += Segment.OVERHEAD + (long) entry.length;
    }
    dropRead();
    try {
      mark.put(segments.isEmpty() ? nextNumber : segments.getFirst().number(), head);
    } catch (IOException e) {
      LOG.atWarn()
          .addKeyValue("folder", folder)
          .addKeyValue("error", e.toString())
          .log("It cannot be noted how far the journal is replayed; a restart replays some again");
    }
  }

  /// Keeps an entry in a file of its own, which is written as the journal's are and is not read by
  /// it.
  Path setAside(byte[] entry) throws IOException {
    return Segment.aside(folder, nextNumber(), Segment.framed(List.of(entry)));
  }

  private boolean isRead() {
    long position = head;
    for (Segment segment : segments) {
      if (position < segment.end()) {
        return false;
      }
      position = 0;
    }
    return true;
  }

  /// Drops segments that are read to their end, but for the one that is written to.
  private void dropRead() throws IOException {
    while (!segments.isEmpty() && head >= segments.getFirst().end() && !writing) {
      drop();
    }
  }

  private void drop() throws IOException {
    Segment first = segments.removeFirst();
    bytes -= first.end();
    head = 0;
    first.delete();
  }

  private void write() {
    while (true) {
      List<Waiting> group = new ArrayList<>();
      Segment target;
      synchronized (this) {
        try {
          awaitWork();
        } catch (InterruptedException _) {
          return;
        }
        if (queue.isEmpty() && closed) {
          return;
        }
        long taken = 0;
        while (!queue.isEmpty() && taken < LARGEST_GROUP) {
          taken += queue.peek().framed();
          group.add(queue.remove());
        }
        writing = !group.isEmpty();
        target = segments.peekLast();
      }
      Optional<String> failure = group.isEmpty() ? probe() : write(group, target);
      synchronized (this) {
        writing = false;
        trouble = failure;
        if (failure.isPresent()) {
          group.forEach(waiting -> bytes -= waiting.framed());
        }
        notifyAll();
      }
      group.forEach(
          waiting -> failure.ifPresentOrElse(waiting.written()::failed, waiting.written()::done));
    }
  }

  /// Waits for entries, or for the time at which a disk that took nothing is tried again: nobody
  /// may send any while it is known to take none.
  private synchronized void awaitWork() throws InterruptedException {
    long due = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PROBE_MILLIS);
    while (queue.isEmpty() && !closed && (trouble.isEmpty() || System.nanoTime() < due)) {
      wait(trouble.isEmpty() ? 0 : PROBE_MILLIS);
    }
  }

  private Optional<String> probe() {
    try {
      Segment.probe(folder);
      LOG.atInfo().addKeyValue("folder", folder).log("The journal can be written to again");
      return Optional.empty();
    } catch (IOException e) {
      return trouble(e);
    }
  }

  /// @param last which is written to, unless it is large enough, or of an earlier process
  private Optional<String> write(List<Waiting> group, @Nullable Segment last) {
    ByteBuffer framed = Segment.framed(group.stream().map(Waiting::entry).toList());
    try {
      if (last != null && last == current && last.end() < segmentSize) {
        last.append(framed);
      } else {
        begin(framed);
      }
      return Optional.empty();
    } catch (IOException e) {
      // What the disk holds of a failed write is not trusted: the next one goes into a new file.
      current = null;
      LOG.atError()
          .addKeyValue("folder", folder)
          .addKeyValue("error", e.toString())
          .log("The journal cannot be written to; events are refused until it can");
      return trouble(e);
    }
  }

  private static Optional<String> trouble(IOException e) {
    return Optional.of("The journal cannot be written to: " + e.getMessage());
  }

  private void begin(ByteBuffer framed) throws IOException {
    Segment begun = Segment.create(folder, nextNumber());
    try {
      begun.append(framed);
    } catch (IOException e) {
      begun.delete();
      throw e;
    }
    synchronized (this) {
      segments.addLast(begun);
    }
    current = begun;
  }

  private synchronized long nextNumber() {
    return nextNumber++;
  }

  /// Writes what is on its way, and leaves the folder to the next process.
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    try {
      writer.join();
      synchronized (this) {
        for (Segment segment : segments) {
          segment.close();
        }
      }
      mark.close();
      lock.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.atWarn().addKeyValue("error", e.toString()).log("The journal did not close as it should");
    }
  }
}
