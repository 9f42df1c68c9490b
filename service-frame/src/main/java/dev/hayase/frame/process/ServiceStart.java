package dev.hayase.frame.process;

import dev.hayase.pipeline.InvalidPipelineException;
import org.springframework.boot.SpringApplication;

/// Starts a service as this process.
public final class ServiceStart {
  /// EX_CONFIG of sysexits.h: starting again does not help.
  private static final int STATUS_MISCONFIGURED = 78;

  private ServiceStart() {}

  /// Returns when the service runs. Ends the process with status 78 when the pipeline file is
  /// wrong; what is wrong has been said then ([WrongPipelineReport]).
  public static void run(Class<?> application, String... arguments) {
    try {
      SpringApplication.run(application, arguments);
    } catch (RuntimeException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof InvalidPipelineException) {
          System.exit(STATUS_MISCONFIGURED);
        }
      }
      throw e;
    }
  }
}
