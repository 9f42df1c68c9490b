package dev.hayase.loader.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Looks at the end of an envelope in JSON, where its operation stands: after the rows and the
/// source block, before the times.
final class EnvelopeEnd {
  private static final byte[] OPERATION = "\"op\":\"".getBytes(StandardCharsets.US_ASCII);

  private EnvelopeEnd() {}

  /// Whether the envelope says that the table was truncated.
  static boolean truncates(byte[] envelope) {
    for (int at = envelope.length - OPERATION.length - 1; at >= 0; at--) {
      if (Arrays.equals(envelope, at, at + OPERATION.length, OPERATION, 0, OPERATION.length)) {
        return envelope[at + OPERATION.length] == 't';
      }
    }
    return false;
  }
}
