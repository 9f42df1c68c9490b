package dev.hayase.local;

import dev.hayase.local.process.ChildProcess;
import dev.hayase.local.process.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `cdc-service`'s look at the sources of a pipeline, in a process that ends with it.
public final class LocalPreflight {
  private LocalPreflight() {}

  /// Looks.
  ///
  /// @param environment what the pipeline file refers to, beside our own
  /// @return what was found, as JSON
  /// @throws IllegalStateException with what the process said, when it found nothing out
  public static String look(
      HayaseHome home, Path pipeline, Map<String, String> environment, List<String> sources)
      throws InterruptedException {
    List<String> arguments = new ArrayList<>(List.of(pipeline.toAbsolutePath().toString()));
    arguments.addAll(sources);
    try {
      Path folder = Files.createTempDirectory("hayase-preflight");
      try {
        Path log = folder.resolve("preflight.log");
        ChildProcess process =
            ChildProcess.start(
                "preflight",
                home.command(Program.CDC_PREFLIGHT, "128m", arguments),
                environment,
                log);
        process.awaitExit();
        List<String> lines = Files.readAllLines(log);
        return lines.stream()
            .filter(line -> line.startsWith("{"))
            .reduce((_, last) -> last)
            .orElseThrow(
                () -> new IllegalStateException("The look failed: " + String.join("\n", lines)));
      } finally {
        Folders.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
