package dev.hayase.cli.screen;

import org.jline.utils.WCWidth;

/// How many cells of a terminal a text takes: some scripts take two for a character.
final class Widths {
  private Widths() {}

  static int of(String text) {
    return text.codePoints().map(c -> Math.max(0, WCWidth.wcwidth(c))).sum();
  }
}
