package dev.hayase.engine.group;

import dev.hayase.engine.value.Row;
import dev.hayase.engine.window.Window;
import org.jspecify.annotations.Nullable;

/// Takes what came for windows that are closed, or has no time and so no window.
@FunctionalInterface
public interface LateSink {
  /// @param key the group's own columns
  /// @param window null when the contribution has no time
  void late(Row key, @Nullable Window window, Contribution contribution);
}
