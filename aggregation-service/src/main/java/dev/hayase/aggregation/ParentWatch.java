package dev.hayase.aggregation;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/// Ends the service when the process that started it is gone, however it went.
final class ParentWatch {
  private static final Logger LOG = LoggerFactory.getLogger(ParentWatch.class);

  private final @Nullable Long parent;

  ParentWatch(@Nullable Long parent) {
    this.parent = parent;
  }

  @EventListener(ApplicationReadyEvent.class)
  void watch() {
    Long pid = parent;
    if (pid == null) {
      return;
    }
    ProcessHandle.of(pid)
        .ifPresentOrElse(
            process ->
                Thread.ofPlatform()
                    .daemon()
                    .name("parent-watch")
                    .start(() -> {
                      process.onExit().join();
                      end();
                    }),
            ParentWatch::end);
  }

  private static void end() {
    LOG.atWarn().log("the process that started this one is gone: ending");
    System.exit(0);
  }
}
