package dev.hayase.loader;

import org.jspecify.annotations.Nullable;

/// Ends this process when the one that started it is gone, so that nothing runs on unattended on a
/// developer's machine.
final class ParentWatch {
  private static final int PARENT_GONE = 0;

  ParentWatch(@Nullable Long parentPid) {
    if (parentPid != null) {
      ProcessHandle.of(parentPid)
          .ifPresentOrElse(
              parent -> {
                var _ = parent.onExit().thenRun(() -> System.exit(PARENT_GONE));
              },
              () -> System.exit(PARENT_GONE));
    }
  }
}
