package dev.hayase.records.format;

import dev.hayase.records.connect.ConnectCodec.Payload;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Looks at the end of an envelope in JSON, where its operation stands: after the rows and the
/// source block, before the times.
final class EnvelopeEnd {
  private static final byte[] OPERATION = "\"op\":\"".getBytes(StandardCharsets.US_ASCII);

  private EnvelopeEnd() {}

  /// Whether the envelope says that the table was truncated.
  static boolean truncates(Payload envelope) {
    byte[] json = envelope.document();
    for (int at = envelope.to() - OPERATION.length - 1; at >= envelope.from(); at--) {
      if (Arrays.equals(json, at, at + OPERATION.length, OPERATION, 0, OPERATION.length)) {
        return json[at + OPERATION.length] == 't';
      }
    }
    return false;
  }
}
