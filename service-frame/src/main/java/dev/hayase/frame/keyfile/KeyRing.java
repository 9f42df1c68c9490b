package dev.hayase.frame.keyfile;

import dev.hayase.pipeline.InvalidPipelineException;
import dev.hayase.pipeline.access.AccessKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The keys as the file has them now: it is read again when it changes. A file that is wrong
/// changes nothing.
public final class KeyRing implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KeyRing.class);
  private static final long LOOK_SECONDS = 2;

  private final @Nullable Path file;
  private final @Nullable ScheduledExecutorService timer;
  private volatile AccessKeys keys;
  private volatile Optional<String> problem = Optional.empty();
  private @Nullable FileTime read;

  /// @param keyFile empty where no keys are asked for
  /// @throws InvalidPipelineException when the file is wrong at the start
  public KeyRing(Optional<Path> keyFile) {
    file = keyFile.orElse(null);
    if (file == null) {
      keys = AccessKeys.open();
      timer = null;
      return;
    }
    read = modified(file);
    keys = KeyFile.read(file);
    timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("key-file").factory());
    var _ =
        timer.scheduleWithFixedDelay(
            () -> look(file), LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
  }

  public AccessKeys keys() {
    return keys;
  }

  /// What is wrong with the file as it is now, if something is.
  public Optional<String> problem() {
    return problem;
  }

  private void look(Path file) {
    FileTime modified = modified(file);
    if (modified == null || modified.equals(read)) {
      return;
    }
    read = modified;
    try {
      keys = KeyFile.read(file);
      problem = Optional.empty();
      LOG.atInfo().addKeyValue("file", file).log("The API keys were read again");
    } catch (InvalidPipelineException e) {
      problem = Optional.of(e.toString());
      LOG.atWarn()
          .addKeyValue("file", file)
          .addKeyValue("problem", e.toString())
          .log("The file of API keys is wrong; the keys before it stay good");
    }
  }

  private static @Nullable FileTime modified(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException _) {
      return null;
    }
  }

  @Override
  public void close() {
    if (timer != null) {
      timer.shutdownNow();
    }
  }
}
