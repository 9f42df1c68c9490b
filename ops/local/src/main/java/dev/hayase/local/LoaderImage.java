package dev.hayase.local;

import dev.hayase.local.process.ChildProcess;
import dev.hayase.local.process.JavaCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// `loader-service` with an archive of its loaded classes: the same classes in the same JVM, which
/// start with a fifth of the work. For whoever starts it dozens of times.
public final class LoaderImage {
  private static final String HEAP = "512m";

  /// None of these processes lives long enough to earn what the second compiler costs.
  private static final String QUICK = "-XX:TieredStopAtLevel=1";

  private final HayaseHome home;
  private final Path archive;

  private LoaderImage(HayaseHome home, Path archive) {
    this.home = home;
    this.archive = archive;
  }

  /// Lets it start once, up to the point where it would begin to work.
  ///
  /// @param folder takes the archive
  /// @param pipeline a pipeline file
  /// @param environment what that refers to
  public static LoaderImage make(
      HayaseHome home, Path folder, Path pipeline, Map<String, String> environment, Path log)
      throws InterruptedException {
    LoaderImage image = new LoaderImage(home, archiveIn(folder));
    run(
        home.command(
                Program.LOADER_SERVICE,
                HEAP,
                List.of("--hayase.pipeline=" + pipeline.toAbsolutePath(), "--server.port=0"))
            .with(
                QUICK,
                "-Dspring.context.exit=onRefresh",
                "-XX:ArchiveClassesAtExit=" + image.archive),
        environment,
        log);
    return image;
  }

  private static Path archiveIn(Path folder) {
    try {
      return Files.createDirectories(folder).resolve("classes.jsa");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + folder, e);
    }
  }

  private static void run(JavaCommand command, Map<String, String> environment, Path log)
      throws InterruptedException {
    ChildProcess process = ChildProcess.start("loader-image", command, environment, log);
    try {
      int status = process.awaitExit();
      if (status != 0) {
        throw new IllegalStateException(
            "loader-service did not start: exit status %d, see %s".formatted(status, log));
      }
    } catch (InterruptedException e) {
      process.kill();
      throw e;
    }
  }

  /// What starts it. A missing archive is no trouble, only slower.
  JavaCommand command(List<String> arguments) {
    return home.command(Program.LOADER_SERVICE, HEAP, arguments)
        .with(QUICK, "-XX:SharedArchiveFile=" + archive);
  }
}
