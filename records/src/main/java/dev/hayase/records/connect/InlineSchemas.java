package dev.hayase.records.connect;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// Finds the schema that a record's JSON carries in front of its payload, as
/// `{"schema":{...},"payload":...}`.
///
/// Records of one table begin with the same bytes, up to the payload: those bytes are kept and
/// compared, so that a schema is scanned and hashed once, not once for each record. Used by one
/// thread.
public final class InlineSchemas {
  /// A topic has one schema, and two for a while; more than that are scanned again.
  private static final int MOST = 8;

  private static final int ID_BYTES = 16;

  private static final byte[] SCHEMA = "\"schema\"".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] PAYLOAD = "\"payload\"".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

  private final @Nullable Prefix[] known = new @Nullable Prefix[MOST];

  /// What stands in front of a payload.
  ///
  /// @param bytes from the record's first to the payload's first, which is not among them
  /// @param schemaFrom where the schema stands among them; nothing when it is null
  /// @param id names the schema by its content; empty when it is null
  @SuppressWarnings("ArrayRecordComponent") // kept, never changed
  public record Prefix(byte[] bytes, int schemaFrom, int schemaTo, String id) {
    /// Where the payload ends.
    public int payloadEnd(byte[] record) {
      int end = record.length;
      while (end > bytes.length && isSpace(record[end - 1])) {
        end--;
      }
      return end > bytes.length && record[end - 1] == '}' ? end - 1 : end;
    }

    /// Whether it says anything of the payload.
    public boolean hasSchema() {
      return schemaTo > schemaFrom;
    }

    /// The schema.
    ///
    /// @throws dev.hayase.event.wire.MalformedRecordException when it is none of Connect's
    public ConnectSchema schema() {
      return ConnectSchemaJson.read(bytes, schemaFrom, schemaTo);
    }
  }

  /// The record's prefix; null when its JSON is no schema with a payload.
  public @Nullable Prefix of(byte[] record) {
    for (int i = 0; i < MOST; i++) {
      Prefix prefix = known[i];
      if (prefix == null) {
        break;
      }
      int length = prefix.bytes().length;
      if (length <= record.length && Arrays.equals(record, 0, length, prefix.bytes(), 0, length)) {
        if (i > 0) {
          System.arraycopy(known, 0, known, 1, i);
          known[0] = prefix;
        }
        return prefix;
      }
    }
    Prefix found = scan(record);
    if (found != null) {
      System.arraycopy(known, 0, known, 1, MOST - 1);
      known[0] = found;
    }
    return found;
  }

  private static @Nullable Prefix scan(byte[] record) {
    int at = after(record, 0, '{');
    at = after(record, at, SCHEMA);
    at = after(record, at, ':');
    int from = space(record, at);
    int to = startsWith(record, from, NULL) ? from + NULL.length : endOfObject(record, from);
    at = after(record, to, ',');
    at = after(record, at, PAYLOAD);
    at = after(record, at, ':');
    if (at < 0) {
      return null;
    }
    boolean present = record[from] == '{';
    return new Prefix(
        Arrays.copyOf(record, at), from, present ? to : from, present ? id(record, from, to) : "");
  }

  /// The position after a character and the space before it; -1 when something else stands there.
  private static int after(byte[] record, int at, char c) {
    int i = space(record, at);
    return i >= 0 && i < record.length && record[i] == c ? i + 1 : -1;
  }

  private static int after(byte[] record, int at, byte[] word) {
    int i = space(record, at);
    return startsWith(record, i, word) ? i + word.length : -1;
  }

  private static boolean startsWith(byte[] record, int at, byte[] word) {
    return at >= 0
        && record.length - at >= word.length
        && Arrays.equals(record, at, at + word.length, word, 0, word.length);
  }

  private static int space(byte[] record, int at) {
    int i = at;
    while (i >= 0 && i < record.length && isSpace(record[i])) {
      i++;
    }
    return i;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  private static int endOfObject(byte[] record, int from) {
    if (from < 0 || from >= record.length || record[from] != '{') {
      return -1;
    }
    int depth = 0;
    boolean inString = false;
    for (int i = from; i < record.length; i++) {
      byte b = record[i];
      if (inString) {
        if (b == '\\') {
          i++;
        } else if (b == '"') {
          inString = false;
        }
      } else if (b == '"') {
        inString = true;
      } else if (b == '{' || b == '[') {
        depth++;
      } else if ((b == '}' || b == ']') && --depth == 0) {
        return i + 1;
      }
    }
    return -1;
  }

  private static String id(byte[] record, int from, int to) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(record, from, to - from);
      return HexFormat.of().formatHex(Arrays.copyOf(digest.digest(), ID_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
