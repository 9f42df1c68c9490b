package dev.hayase.cdc.failure;

/// Why a source is not captured, for the one who is called.
///
/// @param cause what is wrong, a sentence without its end
/// @param remedy what somebody can do, with the exact statement or command where there is one; a
///   sentence without its end, empty where nothing is needed
public record Failure(Kind kind, String cause, String remedy) {

  private static final int LONGEST = 300;

  /// A throwable in one line.
  public static String line(Throwable trouble) {
    String message = String.valueOf(trouble.getMessage()).strip().replaceAll("\\s+", " ");
    String line = trouble.getClass().getSimpleName() + ": " + message;
    return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
  }

  /// Both in one line.
  public String sentence() {
    return remedy.isEmpty() ? cause : "%s. %s.".formatted(cause, remedy);
  }
}
