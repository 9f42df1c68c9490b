package dev.hayase.emulator;

import java.io.IOException;
import java.net.BindException;

/// Somebody else listens on a port that was asked for.
public final class PortTakenException extends IOException {
  private PortTakenException(int port, IOException cause) {
    super("port " + port + " is taken by another process", cause);
  }

  /// Something that binds a port.
  @FunctionalInterface
  interface Binding<T> {
    T bind() throws IOException;
  }

  static <T> T orPort(int port, Binding<T> binding) throws IOException {
    try {
      return binding.bind();
    } catch (IOException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof BindException
            || String.valueOf(cause.getMessage()).contains("already in use")) {
          throw new PortTakenException(port, e);
        }
      }
      throw e;
    }
  }
}
