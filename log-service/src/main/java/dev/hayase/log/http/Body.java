package dev.hayase.log.http;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.hayase.log.admission.Admission.Room;
import dev.hayase.log.http.RequestRefusedException.Kind;
import jakarta.servlet.http.HttpServletRequest;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// A request's body, inflated: bounded in size while it is read, and in the time that it takes.
///
/// @param bytes longer than the body
/// @param length of the body
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record Body(byte[] bytes, int length) {
  private static final Duration SLOWEST = Duration.ofSeconds(20);
  private static final int FIRST = 4 * 1024;

  /// The window that a zstd stream may ask for: 8 MiB, as the format recommends to support.
  private static final int LARGEST_WINDOW = 23;

  /// Reads it.
  ///
  /// @param room grows with the body: by its announced length before the first byte is read
  /// @param largest the most bytes, inflated
  /// @throws RequestRefusedException when it is too large, too slow, or cannot be inflated
  /// @throws dev.hayase.log.admission.NoRoomException when there is no room for it
  static Body read(HttpServletRequest request, Room room, long largest) throws IOException {
    long announced = request.getContentLengthLong();
    if (announced > largest) {
      throw tooLarge(largest);
    }
    long held = Math.max(announced, 0);
    room.grow(held);
    long deadline = System.nanoTime() + SLOWEST.toNanos();
    // One more than announced, so that the end is found without a larger array.
    byte[] bytes = new byte[(int) (announced > 0 ? announced + 1 : FIRST)];
    int length = 0;
    try (InputStream in = inflated(request)) {
      while (true) {
        int read = in.read(bytes, length, bytes.length - length);
        if (read < 0) {
          return new Body(bytes, length);
        }
        length += read;
        if (length > largest) {
          throw tooLarge(largest);
        }
        if (length > held) {
          long more = Math.min(bytes.length, largest) - held;
          room.grow(more);
          held += more;
        }
        if (System.nanoTime() > deadline) {
          throw tooSlow();
        }
        if (length == bytes.length) {
          bytes = larger(bytes, largest);
        }
      }
    } catch (SocketTimeoutException _) {
      throw tooSlow();
    } catch (EOFException | ZipException | ZstdIOException e) {
      throw new RequestRefusedException(
          Kind.MALFORMED, "The body is not what Content-Encoding says: " + e.getMessage());
    }
  }

  private static byte[] larger(byte[] bytes, long largest) {
    return Arrays.copyOf(bytes, (int) Math.min(2L * bytes.length, largest + 1));
  }

  private static InputStream inflated(HttpServletRequest request) throws IOException {
    InputStream in = request.getInputStream();
    String encoding =
        Optional.ofNullable(request.getHeader("Content-Encoding"))
            .map(text -> text.strip().toLowerCase(Locale.ROOT))
            .orElse("identity");
    return switch (encoding) {
      case "identity", "" -> in;
      case "gzip", "x-gzip" -> new GZIPInputStream(in, FIRST);
      case "zstd" -> new ZstdInputStreamNoFinalizer(in).setLongMax(LARGEST_WINDOW);
      default ->
          throw new RequestRefusedException(
              Kind.UNSUPPORTED, "Content-Encoding is none of gzip, zstd and identity");
    };
  }

  private static RequestRefusedException tooLarge(long largest) {
    return new RequestRefusedException(
        Kind.TOO_LARGE, "The request has more than %d bytes".formatted(largest));
  }

  private static RequestRefusedException tooSlow() {
    return new RequestRefusedException(
        Kind.TOO_SLOW, "The body took longer than " + SLOWEST.toSeconds() + " s");
  }
}
