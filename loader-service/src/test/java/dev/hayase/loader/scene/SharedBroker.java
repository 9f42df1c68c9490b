package dev.hayase.loader.scene;

import dev.hayase.local.LocalBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/// One broker for all tests of a JVM; every test has topics of its own.
public final class SharedBroker {
  private static @Nullable LocalBroker broker;

  private SharedBroker() {}

  /// Its address.
  public static String bootstrapServers() {
    return broker().bootstrapServers();
  }

  /// SIGKILL; [#restart()] brings it back.
  public static void kill() {
    broker().kill();
  }

  public static void restart() {
    broker().restart();
  }

  private static synchronized LocalBroker broker() {
    if (broker == null) {
      try {
        LocalBroker started = LocalBroker.start(Files.createTempDirectory("loader-broker"));
        Runtime.getRuntime().addShutdownHook(new Thread(started::kill));
        broker = started;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return broker;
  }
}
