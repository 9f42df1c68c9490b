package dev.hayase.local;

import java.nio.file.Files;
import java.nio.file.Path;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/// Formats the data folder if that was not done yet, then is the broker. One JVM instead of two.
public final class BrokerMain {
  private BrokerMain() {}

  /// Entry point; the argument is the broker's configuration file.
  public static void main(String[] arguments) throws Exception {
    Path configuration = Path.of(arguments[0]);
    Path data = configuration.resolveSibling("data");
    if (!Files.exists(data.resolve("meta.properties"))) {
      String[] format = {
        "format", "--cluster-id", Uuid.randomUuid().toString(), "--config", configuration.toString()
      };
      int status = StorageTool.execute(format, System.out);
      if (status != 0) {
        System.exit(status);
      }
    }
    Kafka.main(arguments);
  }
}
