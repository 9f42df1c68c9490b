package dev.hayase.cli.screen;

import java.io.Console;
import java.util.List;
import java.util.Optional;

/// Where the demo shows what happens: lines that stay, below them a frame that is drawn anew.
public interface Screen {
  /// A line that stays.
  void line(String text);

  /// Replaces the frame.
  void frame(List<String> lines);

  /// Leaves the frame where it is; lines and frames after it come below.
  void keepFrame();

  /// Gives the terminal back as it was.
  void restore();

  /// In place on a terminal, plain lines otherwise.
  static Screen onStandardOutput() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()
        ? TerminalScreen.open(System.out)
        : new PlainScreen(System.out, System::nanoTime);
  }
}
