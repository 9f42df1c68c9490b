package dev.hayase.emulator;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/// The emulator as a process of its own.
public final class EmulatorMain {
  private static final String USAGE =
      "usage: [--host ADDRESS] [--rest-port N] [--grpc-port N] [--data-dir DIR] [--project ID]"
          + " [--parent-pid N]";

  private EmulatorMain() {}

  public static void main(String[] arguments) throws InterruptedException {
    EmulatorOptions options = EmulatorOptions.inMemory().withPorts("127.0.0.1", 9050, 9060);
    long parent = 0;
    try {
      for (int i = 0; i < arguments.length; i += 2) {
        String value = i + 1 < arguments.length ? arguments[i + 1] : "";
        switch (arguments[i]) {
          case "--host" ->
              options = options.withPorts(value, options.restPort(), options.grpcPort());
          case "--rest-port" ->
              options = options.withPorts(options.host(), port(value), options.grpcPort());
          case "--grpc-port" ->
              options = options.withPorts(options.host(), options.restPort(), port(value));
          case "--data-dir" -> options = options.withDataDirectory(Path.of(value));
          case "--project" -> options = options.withProject(value);
          case "--parent-pid" -> parent = Long.parseLong(value);
          default -> throw new IllegalArgumentException("unknown option " + arguments[i]);
        }
      }
    } catch (IllegalArgumentException e) {
      System.err.println("bigquery-emulator: " + e.getMessage());
      System.err.println(USAGE);
      System.exit(2);
    }
    run(options, parent);
  }

  private static int port(String text) {
    int port = Integer.parseInt(text);
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("not a port: " + text);
    }
    return port;
  }

  private static void run(EmulatorOptions options, long parent) throws InterruptedException {
    CountDownLatch stop = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    try (Emulator emulator = Emulator.start(options)) {
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(() -> {
                stop.countDown();
                awaitQuietly(stopped);
              }));
      if (parent > 0) {
        ProcessHandle.of(parent)
            .ifPresentOrElse(
                process ->
                    process.onExit().thenAccept(_ -> stop.countDown()).exceptionally(_ -> null),
                stop::countDown);
      }
      System.out.printf(
          Locale.ROOT,
          "bigquery-emulator ready rest=%s:%d grpc=%s:%d%n",
          options.host(),
          emulator.restPort(),
          options.host(),
          emulator.grpcPort());
      System.out.flush();
      stop.await();
    } catch (IOException | RuntimeException e) {
      System.err.println("bigquery-emulator: " + e.getMessage());
      stopped.countDown();
      System.exit(1);
    } finally {
      stopped.countDown();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
