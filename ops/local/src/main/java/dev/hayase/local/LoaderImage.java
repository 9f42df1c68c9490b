package dev.hayase.local;

import dev.hayase.local.process.ChildProcess;
import dev.hayase.local.process.JavaCommand;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// `loader-service` unpacked, beside an archive of its loaded classes: the same classes in the same
/// JVM, which start with a fifth of the work. For whoever starts it dozens of times.
public final class LoaderImage {
  private static final String HEAP = "512m";

  private final Path jar;
  private final Path archive;

  private LoaderImage(Path jar, Path archive) {
    this.jar = jar;
    this.archive = archive;
  }

  /// Unpacks it into a folder and lets it start once, up to the point where it would begin to work.
  ///
  /// @param pipeline a pipeline file
  /// @param environment what that refers to
  public static LoaderImage make(
      HayaseHome home, Path folder, Path pipeline, Map<String, String> environment, Path log)
      throws InterruptedException {
    Path packed = home.loaderService();
    run(
        JavaCommand.jar(
                HEAP, packed, List.of("extract", "--force", "--destination", folder.toString()))
            .with("-Djarmode=tools"),
        environment,
        log);
    LoaderImage image =
        new LoaderImage(folder.resolve(packed.getFileName()), folder.resolve("classes.jsa"));
    run(
        JavaCommand.jar(
                HEAP,
                image.jar,
                List.of("--hayase.pipeline=" + pipeline.toAbsolutePath(), "--server.port=0"))
            .with("-Dspring.context.exit=onRefresh", "-XX:ArchiveClassesAtExit=" + image.archive),
        environment,
        log);
    return image;
  }

  private static void run(JavaCommand command, Map<String, String> environment, Path log)
      throws InterruptedException {
    ChildProcess process = ChildProcess.start("loader-image", command, environment, log);
    try {
      int status = process.awaitExit();
      if (status != 0) {
        throw new IllegalStateException(
            "loader-service could not be unpacked or did not start: exit status %d, see %s"
                .formatted(status, log));
      }
    } catch (InterruptedException e) {
      process.kill();
      throw e;
    }
  }

  /// What starts it. A missing archive is no trouble, only slower.
  JavaCommand command(List<String> arguments) {
    return JavaCommand.jar(HEAP, jar, arguments)
        .with("-XX:TieredStopAtLevel=1", "-XX:SharedArchiveFile=" + archive);
  }
}
