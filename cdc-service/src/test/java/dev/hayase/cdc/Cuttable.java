package dev.hayase.cdc;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/// A way to a port of this machine whose connections can be cut as a firewall does it: what is sent
/// is taken and goes nowhere, nothing comes back, and nobody closes a connection.
final class Cuttable implements AutoCloseable {
  private final int to;
  private final ServerSocket server;
  private final AtomicInteger era = new AtomicInteger();

  Cuttable(int to) {
    this.to = to;
    try {
      this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /// On the connections that there are now, everything vanishes from now on; new ones work.
  void cutConnections() {
    era.incrementAndGet();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        Socket target = new Socket(InetAddress.getLoopbackAddress(), to);
        int born = era.get();
        Thread.ofVirtual().start(() -> pump(client, target, born));
        Thread.ofVirtual().start(() -> pump(target, client, born));
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  private void pump(Socket from, Socket into, int born) {
    byte[] bytes = new byte[8_192];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = into.getOutputStream();
      for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
        if (era.get() == born) {
          out.write(bytes, 0, n);
        }
      }
      if (era.get() == born) {
        into.close();
      }
    } catch (IOException e) {
      // One of the two went away.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
