package dev.hayase.local;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

/// The checkout that this JVM was started from, and the programs built in it. Its root is the
/// system property `hayase.home`.
public record HayaseHome(Path root) {

  /// The checkout named by the system property.
  public static HayaseHome current() {
    String root = System.getProperty("hayase.home");
    if (root == null) {
      throw new IllegalStateException(
          "The system property hayase.home is not set: start me with the script 'hayase'");
    }
    return new HayaseHome(Path.of(root).toAbsolutePath().normalize());
  }

  Path cdcService() {
    return built("cdc-service/target/cdc-service-exec.jar");
  }

  Path loaderService() {
    return built("loader-service/target/loader-service-exec.jar");
  }

  String emulatorClassPath() {
    Path jar = built("ops/bigquery-emulator/target/bigquery-emulator.jar");
    return jar + File.pathSeparator + jar.resolveSibling("lib") + "/*";
  }

  private Path built(String path) {
    Path file = root.resolve(path);
    if (!Files.exists(file)) {
      throw new IllegalStateException(
          file + " is missing: build it with './mvnw -Dquick package' in " + root);
    }
    return file;
  }
}
