package dev.hayase.local;

import dev.hayase.local.process.JavaCommand;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

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

  /// What starts one of the programs.
  JavaCommand command(Program program, String maxHeap, List<String> arguments) {
    Path jar = root.resolve(program.jar());
    if (!Files.exists(jar)) {
      throw new IllegalStateException(
          jar + " is missing: build it with './mvnw -Dquick package' in " + root);
    }
    String classPath = jar + File.pathSeparator + jar.resolveSibling("lib") + "/*";
    return JavaCommand.mainClass(maxHeap, classPath, program.mainClass(), arguments)
        .with(program.collector());
  }
}
