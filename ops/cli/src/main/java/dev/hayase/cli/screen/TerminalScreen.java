package dev.hayase.cli.screen;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;

/// A terminal: the frame is redrawn where it stands.
final class TerminalScreen implements Screen {
  private static final String CLEAR_TO_END = "\u001b[J";
  private static final String HIDE_CURSOR = "\u001b[?25l";
  private static final String SHOW_CURSOR = "\u001b[?25h";

  private final PrintStream out;
  private final Terminal terminal;
  private int frameHeight;
  private List<String> frame = List.of();

  private TerminalScreen(PrintStream out, Terminal terminal) {
    this.out = out;
    this.terminal = terminal;
    out.print(HIDE_CURSOR);
  }

  static TerminalScreen open(PrintStream out) {
    try {
      return new TerminalScreen(
          out, TerminalBuilder.builder().system(true).dumb(true).nativeSignals(false).build());
    } catch (IOException e) {
      throw new UncheckedIOException("the terminal cannot be opened", e);
    }
  }

  @Override
  public synchronized void line(String text) {
    List<String> kept = frame;
    erase();
    out.println(text);
    draw(kept);
  }

  @Override
  public synchronized void frame(List<String> lines) {
    erase();
    draw(List.copyOf(lines));
  }

  @Override
  public synchronized void keepFrame() {
    frameHeight = 0;
    frame = List.of();
  }

  @Override
  public synchronized void restore() {
    keepFrame();
    out.print(SHOW_CURSOR);
    out.flush();
    try {
      terminal.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the terminal cannot be given back", e);
    }
  }

  private void erase() {
    if (frameHeight > 0) {
      out.print("\u001b[" + frameHeight + "F" + CLEAR_TO_END);
    }
    frameHeight = 0;
    frame = List.of();
  }

  /// Lines wider than the terminal are cut: a wrapped one would be two.
  private void draw(List<String> lines) {
    if (lines.isEmpty()) {
      out.flush();
      return;
    }
    Size size = terminal.getSize();
    int width = size.getColumns() > 0 ? size.getColumns() : 120;
    int height = size.getRows() > 1 ? size.getRows() - 1 : lines.size();
    List<String> shown = lines.subList(0, Math.min(lines.size(), height));
    for (String line : shown) {
      out.println(AttributedString.fromAnsi(line).columnSubSequence(0, width));
    }
    out.flush();
    frame = lines;
    frameHeight = shown.size();
  }
}
