package dev.hayase.loader;

import dev.hayase.pipeline.InvalidPipelineException;
import java.util.Optional;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/// The service's process.
@SpringBootApplication
public class LoaderApplication {
  /// EX_CONFIG of sysexits.h: a configuration error, which a restart does not heal.
  private static final int CONFIGURATION_ERROR = 78;

  /// Starts the service; ends the process with status 78 when the pipeline is not valid.
  public static void main(String[] arguments) {
    try {
      SpringApplication.run(LoaderApplication.class, arguments);
    } catch (RuntimeException e) {
      Optional<InvalidPipelineException> invalid = invalidPipeline(e);
      invalid.ifPresent(problems -> {
        System.err.println(problems.getMessage());
        System.exit(CONFIGURATION_ERROR);
      });
      throw e;
    }
  }

  private static Optional<InvalidPipelineException> invalidPipeline(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof InvalidPipelineException invalid) {
        return Optional.of(invalid);
      }
    }
    return Optional.empty();
  }
}
