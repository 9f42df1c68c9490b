package dev.hayase.local.process;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;

/// Runs another main class in a JVM that ends when its parent process does, however the parent
/// ended. Arguments: the parent's process id, the main class, and that class's own arguments.
public final class ChildMain {
  private static final int STATUS_ORPHANED = 143;

  private ChildMain() {}

  /// Entry point.
  public static void main(String[] arguments) throws Throwable {
    endWith(Long.parseLong(arguments[0]));
    MethodHandles.publicLookup()
        .findStatic(
            Class.forName(arguments[1]), "main", MethodType.methodType(void.class, String[].class))
        .invoke(Arrays.copyOfRange(arguments, 2, arguments.length));
  }

  private static void endWith(long parentPid) {
    ProcessHandle parent =
        ProcessHandle.of(parentPid)
            .orElseThrow(
                () -> new IllegalStateException("parent process " + parentPid + " is gone"));
    Thread.ofPlatform()
        .daemon()
        .name("parent-watch")
        .start(() -> {
          parent.onExit().join();
          Runtime.getRuntime().halt(STATUS_ORPHANED);
        });
  }
}
