package dev.hayase.cli.demo;

import dev.hayase.cli.screen.Screen;
import dev.hayase.local.HayaseHome;
import dev.hayase.local.LocalPlatform;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/// The platform of a demo: stopped in order however the demo ends, by Ctrl-C, too.
final class DemoPlatform implements AutoCloseable {
  private final LocalPlatform platform;
  private final Screen screen;
  private final Thread onInterrupt;
  private volatile boolean interrupted;

  private DemoPlatform(LocalPlatform platform, Screen screen) {
    this.platform = platform;
    this.screen = screen;
    this.onInterrupt = new Thread(this::stop, "demo-stop");
  }

  static DemoPlatform start(HayaseHome home, Path folder, Screen screen) {
    DemoPlatform demo = new DemoPlatform(LocalPlatform.start(home, folder), screen);
    Runtime.getRuntime().addShutdownHook(demo.onInterrupt);
    demo.platform
        .startUp()
        .forEach((process, duration) ->
            screen.line("  %s in %.1f s".formatted(process, duration.toMillis() / 1000.0)));
    return demo;
  }

  LocalPlatform platform() {
    return platform;
  }

  /// Tells how to reach each part, and waits for Ctrl-C.
  void keep(String database, boolean events) throws InterruptedException {
    Addresses.lines(platform, database, events).forEach(screen::line);
    screen.line("Everything stays up until Ctrl-C.");
    new CountDownLatch(1).await();
  }

  @Override
  public void close() {
    if (interrupted) {
      // The hook stops everything and ends the JVM; until then there is nothing to say here.
      awaitEnd();
    }
    platform.close();
    try {
      Runtime.getRuntime().removeShutdownHook(onInterrupt);
    } catch (IllegalStateException e) {
      awaitEnd();
    }
  }

  private static void awaitEnd() {
    while (true) {
      LockSupport.park();
    }
  }

  private void stop() {
    interrupted = true;
    screen.keepFrame();
    screen.line("Stopping everything ...");
    platform.close();
    screen.line("Stopped.");
    screen.restore();
  }
}
