package dev.hayase.cli.screen;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/// Plain lines: a frame now and then, and the last one.
final class PlainScreen implements Screen {
  private static final long INTERVAL = Duration.ofSeconds(10).toNanos();

  private final PrintStream out;
  private final LongSupplier nanos;
  private long lastFrame;
  private List<String> pending = List.of();

  PlainScreen(PrintStream out, LongSupplier nanos) {
    this.out = out;
    this.nanos = nanos;
    this.lastFrame = nanos.getAsLong() - INTERVAL;
  }

  @Override
  public synchronized void line(String text) {
    out.println(text);
    out.flush();
  }

  @Override
  public synchronized void frame(List<String> lines) {
    pending = List.copyOf(lines);
    if (nanos.getAsLong() - lastFrame >= INTERVAL) {
      print();
    }
  }

  @Override
  public synchronized void keepFrame() {
    print();
    lastFrame = nanos.getAsLong() - INTERVAL;
  }

  @Override
  public void restore() {
    out.flush();
  }

  private void print() {
    pending.forEach(out::println);
    out.flush();
    pending = List.of();
    lastFrame = nanos.getAsLong();
  }
}
