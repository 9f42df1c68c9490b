package dev.hayase.aggregation;

import dev.hayase.pipeline.InvalidPipelineException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/// The aggregation-service: follows topics with the aggregates that the pipeline declares.
@SpringBootApplication(proxyBeanMethods = false)
@EnableConfigurationProperties(AggregationProperties.class)
public class AggregationApplication {
  /// EX_CONFIG of sysexits.h: starting again does not help.
  private static final int STATUS_MISCONFIGURED = 78;

  /// Entry point.
  public static void main(String[] arguments) {
    try {
      SpringApplication.run(AggregationApplication.class, arguments);
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
