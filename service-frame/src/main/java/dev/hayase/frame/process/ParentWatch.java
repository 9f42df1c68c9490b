package dev.hayase.frame.process;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends this process when the one that started it is gone, however it went, so that nothing runs on
/// unattended on a developer's machine. It watches from its making on: a service that waits for
/// something while it starts ends, too.
public final class ParentWatch {
  private static final Logger LOG = LoggerFactory.getLogger(ParentWatch.class);

  /// @param parent the process id; nobody is watched without one
  public ParentWatch(@Nullable Long parent) {
    if (parent != null) {
      long pid = parent;
      Thread.ofPlatform().daemon().name("parent-watch").start(() -> endAfter(pid));
    }
  }

  private static void endAfter(long pid) {
    ProcessHandle.of(pid).ifPresent(process -> process.onExit().join());
    LOG.atWarn().log("The process that started this one is gone: ending");
    System.exit(0);
  }
}
