package dev.hayase.aggregation;

import dev.hayase.frame.process.ServiceStart;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/// The aggregation-service: follows topics with the aggregates that the pipeline declares.
@SpringBootApplication(proxyBeanMethods = false)
@EnableConfigurationProperties(AggregationProperties.class)
public class AggregationApplication {
  /// Entry point.
  public static void main(String[] arguments) {
    ServiceStart.run(AggregationApplication.class, arguments);
  }
}
