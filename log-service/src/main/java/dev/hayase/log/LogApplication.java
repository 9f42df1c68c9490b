package dev.hayase.log;

import dev.hayase.frame.process.ServiceStart;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/// The log-service: takes events over HTTP, and answers when they are in Kafka.
@SpringBootApplication(proxyBeanMethods = false)
@EnableConfigurationProperties(LogProperties.class)
public class LogApplication {
  /// Entry point.
  public static void main(String[] arguments) {
    ServiceStart.run(LogApplication.class, arguments);
  }
}
