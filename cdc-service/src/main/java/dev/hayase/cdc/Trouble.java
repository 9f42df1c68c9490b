package dev.hayase.cdc;

/// Says trouble in one line: the innermost cause, which is the one that knows.
final class Trouble {
  private static final int LONGEST = 300;

  private Trouble() {}

  static String describe(Throwable trouble) {
    Throwable innermost = trouble;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    String message = String.valueOf(innermost.getMessage()).strip().replaceAll("\\s+", " ");
    String line = innermost.getClass().getSimpleName() + ": " + message;
    return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
  }
}
