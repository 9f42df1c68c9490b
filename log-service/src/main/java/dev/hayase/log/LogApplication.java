package dev.hayase.log;

import dev.hayase.pipeline.InvalidPipelineException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/// The log-service: takes events over HTTP, and answers when they are in Kafka.
@SpringBootApplication(proxyBeanMethods = false)
@EnableConfigurationProperties(LogProperties.class)
public class LogApplication {
  /// EX_CONFIG of sysexits.h: starting again does not help.
  private static final int STATUS_MISCONFIGURED = 78;

  /// Entry point.
  public static void main(String[] arguments) {
    try {
      SpringApplication.run(LogApplication.class, arguments);
    } catch (RuntimeException e) {
      for (Throwable t = e; t != null; t = t.getCause()) {
        if (t instanceof InvalidPipelineException) {
          System.exit(STATUS_MISCONFIGURED);
        }
      }
      throw e;
    }
  }
}
