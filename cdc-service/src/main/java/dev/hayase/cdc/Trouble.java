package dev.hayase.cdc;

/// Says trouble in one line: the innermost cause, which is the one that knows.
final class Trouble {
  private static final int LONGEST = 300;

  private Trouble() {}

  /// Whether the cause is none of those that come from outside: then where it arose matters.
  static boolean isOurs(Throwable trouble) {
    return switch (innermost(trouble)) {
      case IllegalStateException _,
          IllegalArgumentException _,
          NullPointerException _,
          ClassCastException _,
          IndexOutOfBoundsException _,
          Error _ ->
          true;
      default -> false;
    };
  }

  private static Throwable innermost(Throwable trouble) {
    Throwable innermost = trouble;
    for (Throwable t = trouble; t != null; t = t.getCause()) {
      innermost = t;
    }
    return innermost;
  }

  static String describe(Throwable trouble) {
    Throwable innermost = innermost(trouble);
    String message = String.valueOf(innermost.getMessage()).strip().replaceAll("\\s+", " ");
    String line = innermost.getClass().getSimpleName() + ": " + message;
    return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
  }
}
