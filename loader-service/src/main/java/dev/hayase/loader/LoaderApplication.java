package dev.hayase.loader;

import dev.hayase.frame.process.ServiceStart;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/// The service's process.
@SpringBootApplication
public class LoaderApplication {
  /// Entry point.
  public static void main(String[] arguments) {
    ServiceStart.run(LoaderApplication.class, arguments);
  }
}
