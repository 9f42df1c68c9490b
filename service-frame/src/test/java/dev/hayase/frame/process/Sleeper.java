package dev.hayase.frame.process;

import org.jspecify.annotations.Nullable;

/// A process that does nothing until it is ended; with an argument, when the process of that number
/// is gone.
final class Sleeper {
  private Sleeper() {}

  public static void main(String[] arguments) throws InterruptedException {
    @Nullable Long parent = arguments.length == 0 ? null : Long.valueOf(arguments[0]);
    var _ = new ParentWatch(parent);
    System.out.println("here");
    Thread.currentThread().join();
  }
}
