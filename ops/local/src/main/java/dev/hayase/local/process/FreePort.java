package dev.hayase.local.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// Ports that nothing listens on at the moment. None is among those that the system gives to
/// connections and to whoever asks for any, none comes twice in this process, and other processes
/// begin elsewhere: so a port is still free when its owner listens on it, and when it does so again
/// after it was killed.
public final class FreePort {
  private static final int FIRST = 12_000;
  private static final int COUNT = 20_000;

  /// Processes that are started one after another are this far apart.
  private static final int STRIDE = 97;

  private static int given;

  private FreePort() {}

  /// A free port of the loopback interface.
  public static synchronized int next() {
    long start = ProcessHandle.current().pid() * STRIDE;
    while (given < COUNT) {
      int port = FIRST + (int) ((start + given++) % COUNT);
      if (isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException("no free port that was not given before");
  }

  private static boolean isFree(int port) {
    try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
