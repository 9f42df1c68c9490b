package dev.hayase.pipeline;

/// How much of its log a server may hold back for a capture.
///
/// @param warnAtPercent of the size: from there on the capture warns
public record WalBudget(ByteSize size, int warnAtPercent, WhenPassed whenPassed) {
  public static final int DEFAULT_WARN_AT = 80;

  /// From how many bytes on the capture warns.
  public long warnBytes() {
    return size.bytes() / 100 * warnAtPercent;
  }

  /// What is done when the log grows beyond it.
  public enum WhenPassed {
    /// It is said, and nothing else.
    WARN("warn"),
    /// The slot is dropped, so that the server may remove its log: the database lives, the capture
    /// loses its place.
    DROP_SLOT("drop-slot");

    private final String word;

    WhenPassed(String word) {
      this.word = word;
    }

    /// As the pipeline file writes it.
    public String word() {
      return word;
    }
  }
}
