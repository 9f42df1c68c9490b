package dev.hayase.benchmarks.logs;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;

/// One connection that is kept alive and sends the same request again and again. Used by one
/// thread.
final class HttpConnection implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 30_000;
  private static final int LONGEST_LINE = 4_096;

  private final Socket socket = new Socket();
  private final InputStream in;
  private final byte[] line = new byte[LONGEST_LINE];
  private boolean closed;
  private long retryAfterSeconds;

  HttpConnection(URI service) throws IOException {
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.connect(new InetSocketAddress(service.getHost(), service.getPort()), TIMEOUT_MILLIS);
    in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
  }

  /// A request's bytes.
  static byte[] request(URI address, byte[] body) {
    byte[] head =
        """
        POST %s HTTP/1.1\r
        Host: %s:%d\r
        Content-Type: application/x-ndjson\r
        Content-Length: %d\r
        \r
        """
            .formatted(address.getPath(), address.getHost(), address.getPort(), body.length)
            .getBytes(US_ASCII);
    byte[] all = new byte[head.length + body.length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(body, 0, all, head.length, body.length);
    return all;
  }

  /// Sends it and reads the answer to its end.
  ///
  /// @return the status
  int send(byte[] request) throws IOException {
    socket.getOutputStream().write(request);
    int status = Integer.parseInt(line().substring(9, 12));
    retryAfterSeconds = 0;
    long length = 0;
    boolean chunked = false;
    for (String header = line(); !header.isEmpty(); header = line()) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Long.parseLong(lower.substring(15).strip());
      }
      if (lower.startsWith("retry-after:")) {
        retryAfterSeconds = Long.parseLong(lower.substring(12).strip());
      }
      closed |= lower.equals("connection: close");
      chunked |= lower.startsWith("transfer-encoding: chunked");
    }
    if (chunked) {
      throw new IOException("The service answers in chunks, which this client does not read");
    }
    in.skipNBytes(length);
    return status;
  }

  /// When the last answer said to come again; 0 when it did not.
  long retryAfterSeconds() {
    return retryAfterSeconds;
  }

  /// Whether the service ends the connection.
  boolean isClosed() {
    return closed;
  }

  /// It is of no use any more.
  void broken() {
    closed = true;
  }

  private String line() throws IOException {
    int length = 0;
    while (true) {
      int b = in.read();
      if (b < 0) {
        throw new EOFException("The service closed the connection");
      }
      if (b == '\n') {
        return new String(line, 0, length, US_ASCII);
      }
      if (b != '\r') {
        line[length++] = (byte) b;
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
