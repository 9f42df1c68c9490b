package dev.hayase.cdc.debezium;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.SocketFactory;

/// Makes the sockets of an engine, and can close them: an engine that waits for a server which does
/// not answer, listens to nothing else.
public final class OwnSockets extends SocketFactory {
  /// The engine's settings that name this class and its argument to PostgreSQL's driver.
  public static final String FACTORY = "driver.socketFactory";

  static final String ARGUMENT = "driver.socketFactoryArg";

  private static final Map<String, Set<Socket>> OPEN = new ConcurrentHashMap<>();

  private final String place;

  /// Called by the driver.
  ///
  /// @param place names the engine
  public OwnSockets(String place) {
    this.place = place;
  }

  /// Closes all that an engine has open.
  static void cut(String place) {
    OPEN.getOrDefault(place, Set.of()).forEach(OwnSockets::close);
  }

  static void forget(String place) {
    OPEN.remove(place);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // It was broken.
    }
  }

  @Override
  public Socket createSocket() {
    Set<Socket> open = OPEN.computeIfAbsent(place, _ -> ConcurrentHashMap.newKeySet());
    open.removeIf(Socket::isClosed);
    Socket socket = new Socket();
    open.add(socket);
    return socket;
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw new UnsupportedOperationException("The driver connects its sockets itself");
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort) {
    throw new UnsupportedOperationException("The driver connects its sockets itself");
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw new UnsupportedOperationException("The driver connects its sockets itself");
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
    throw new UnsupportedOperationException("The driver connects its sockets itself");
  }
}
