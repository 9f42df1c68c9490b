package dev.hayase.event.wire;

/// The version of everything that services exchange: headers, control records, commit metadata and
/// our own topics. A reader accepts the current version and the one before, so that services can be
/// upgraded one by one in either direction; it halts on a newer one, since it cannot know what that
/// means.
public final class WireVersion {
  /// What writers write.
  public static final int CURRENT = 1;

  private static final int OLDEST_READABLE = 1;

  private WireVersion() {}

  /// Refuses a version that this reader does not know.
  ///
  /// @param version what was read
  /// @param where names the record or topic in the message
  /// @throws UnknownWireVersionException when the version is newer or older than what can be read
  public static void check(int version, String where) {
    if (version < OLDEST_READABLE || version > CURRENT) {
      throw new UnknownWireVersionException(version, where);
    }
  }

  /// Reads and checks the text form, as in the header [Headers#VERSION].
  public static void check(String version, String where) {
    try {
      check(Integer.parseInt(version), where);
    } catch (NumberFormatException e) {
      throw new MalformedRecordException(
          where + " has the version '" + version + "', which is no number", e);
    }
  }

  /// A version that this reader does not know. Halting is the only safe answer: upgrade the reader.
  public static final class UnknownWireVersionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownWireVersionException(int version, String where) {
      super(
          "%s has wire version %d, this reader knows %d to %d: upgrade this service first"
              .formatted(where, version, OLDEST_READABLE, CURRENT));
    }
  }
}
