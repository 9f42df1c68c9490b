package dev.hayase.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Holds a demo's folder for one demo at a time; gone with its process.
record DemoLock(FileChannel channel) implements AutoCloseable {

  static DemoLock take(Path folder) throws IOException {
    Files.createDirectories(folder);
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return new DemoLock(channel);
      }
    } catch (OverlappingFileLockException e) {
      // Held by this very process: the same as held by another.
    }
    channel.close();
    throw new IllegalStateException(
        "Another demo runs in " + folder + ": stop it, or give this one its own with --folder DIR");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
