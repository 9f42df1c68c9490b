package dev.hayase.cdc.source;

import dev.hayase.cdc.change.Captured;
import dev.hayase.cdc.change.LogPlace;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The changes of a source as they come; runs once.
public interface Stream extends AutoCloseable {

  /// Hands changes over until [#stop] or trouble.
  ///
  /// @throws RuntimeException with the trouble's cause
  void run();

  /// Ends [#run] soon; from any thread.
  void stop();

  /// Breaks its connections, so that nothing in it waits for a server any more; [#stop] follows.
  void cut();

  /// Leaves nothing behind; to be called when [#run] has returned, or will not be called.
  @Override
  void close();

  /// Takes what was captured.
  @FunctionalInterface
  interface Sink {
    /// Handles a batch completely.
    ///
    /// @return the place up to which the database may forget its log; null while there is none
    @Nullable LogPlace accept(List<Captured> batch);
  }
}
