package dev.hayase.loader.scene;

import dev.hayase.loader.LoaderApplication;
import dev.hayase.local.process.ChildProcess;
import dev.hayase.local.process.JavaCommand;
import java.nio.file.Path;
import java.util.List;

/// A loader in a child JVM, which can be killed and frozen.
public final class LoaderProcess implements AutoCloseable {
  private final ChildProcess process;

  public LoaderProcess(Scene scene, Path folder, String name) {
    JavaCommand command =
        JavaCommand.mainClass(
                "256m",
                System.getProperty("java.class.path"),
                LoaderApplication.class.getName(),
                List.of(
                    "--hayase.pipeline=" + scene.pipeline(),
                    "--hayase.parent-pid=" + ProcessHandle.current().pid(),
                    "--server.port=0",
                    "--logging.config=classpath:logback-test.xml"))
            .with("-XX:TieredStopAtLevel=1");
    process = ChildProcess.start(name, command, folder.resolve(name + ".log"));
  }

  /// SIGKILL.
  public void kill() {
    process.kill();
  }

  /// SIGSTOP: alive, but it does nothing.
  public void freeze() {
    process.freeze();
  }

  /// SIGCONT.
  public void thaw() {
    process.thaw();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public int exitStatus() throws InterruptedException {
    return process.awaitExit();
  }

  @Override
  public void close() {
    process.kill();
  }
}
