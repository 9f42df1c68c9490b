package dev.hayase.cdc;

import java.nio.file.Path;

/// A capture in a process of its own, without the service around it: quick to start, to be killed.
public final class CaptureProcess {
  private CaptureProcess() {}

  /// Entry point: the pipeline file and the source.
  public static void main(String[] arguments) {
    SourceCapture capture = School.captureOf(Path.of(arguments[0]), arguments[1]);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> School.stop(capture)));
    capture.start();
  }
}
