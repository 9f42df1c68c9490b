package dev.hayase.local;

import dev.hayase.local.process.Folders;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// One broker for all tests of a JVM; every test has topics of its own.
public final class SharedBroker {
  private static @Nullable LocalBroker broker;

  private SharedBroker() {}

  /// Its address. A broker that a failed test left dead is brought back first.
  public static String bootstrapServers() {
    LocalBroker running = broker();
    if (!running.process().isAlive()) {
      running.restart();
    }
    return running.bootstrapServers();
  }

  /// SIGKILL; [#restart()] brings it back.
  public static void kill() {
    broker().kill();
  }

  /// SIGSTOP: it answers nobody, until [#thaw()].
  public static void freeze() {
    broker().process().freeze();
  }

  public static void thaw() {
    broker().process().thaw();
  }

  public static void restart() {
    broker().restart();
  }

  private static synchronized LocalBroker broker() {
    if (broker == null) {
      // The run before left its data for those who want to look.
      Path folder = Path.of("target", "broker", System.getProperty("hayase.fork", "jvm"));
      Folders.delete(folder);
      LocalBroker started = LocalBroker.start(folder);
      Runtime.getRuntime().addShutdownHook(new Thread(started::kill));
      broker = started;
    }
    return broker;
  }
}
