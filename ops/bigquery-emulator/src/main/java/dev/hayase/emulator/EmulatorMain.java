package dev.hayase.emulator;

import dev.hayase.emulator.catalog.TableFilter;
import dev.hayase.emulator.control.DurationText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// The emulator as a process of its own. `hayase emulator` takes the same options, because it
/// starts this.
@Command(
    name = "hayase emulator",
    description = "Runs the BigQuery emulator until Ctrl-C.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpAutoWidth = true)
public final class EmulatorMain implements Callable<Integer> {
  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "Where to listen (default: ${DEFAULT-VALUE}; 0.0.0.0 is everywhere).")
  private String host = "127.0.0.1";

  @Option(
      names = "--rest-port",
      paramLabel = "N",
      defaultValue = "9050",
      converter = Port.class,
      description = "Port of the REST API (default: ${DEFAULT-VALUE}; 0 takes a free one).")
  private int restPort;

  @Option(
      names = "--grpc-port",
      paramLabel = "N",
      defaultValue = "9060",
      converter = Port.class,
      description =
          "Port of the Storage Write API (default: ${DEFAULT-VALUE}; 0 takes a free one).")
  private int grpcPort;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Keeps everything there, through restarts (default: in memory).")
  private @Nullable Path data;

  @Option(
      names = "--project",
      paramLabel = "ID",
      defaultValue = "hayase-local",
      description =
          "The project that is listed (default: ${DEFAULT-VALUE}). Every project can be used.")
  private String project = "hayase-local";

  @Option(
      names = "--discard",
      paramLabel = "TABLE",
      converter = Table.class,
      description =
          "Validates and counts the rows of dataset.table without storing them, for benchmarks."
              + " May be repeated.")
  private List<TableFilter> discard = List.of();

  @Option(
      names = "--schema-delay",
      paramLabel = "DURATION",
      defaultValue = "0s",
      converter = Delay.class,
      description =
          "How long the Storage Write API does not know of a new schema, as 30s or 5m (default:"
              + " ${DEFAULT-VALUE}; minutes in BigQuery).")
  private Duration schemaDelay = Duration.ZERO;

  @Option(
      names = "--max-request-bytes",
      paramLabel = "N",
      defaultValue = "10485760",
      description = "The largest AppendRows request (default: ${DEFAULT-VALUE}).")
  private int maxRequestBytes;

  @Option(
      names = "--no-control",
      description = "Switches /emulator/v1 off: no faults, no setting of the clock.")
  private boolean noControl;

  @Option(
      names = "--parent-pid",
      paramLabel = "N",
      defaultValue = "0",
      description = "Ends when that process does.")
  private long parent;

  static final class Port implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      try {
        int port = Integer.parseInt(text);
        if (port >= 0 && port <= 65_535) {
          return port;
        }
      } catch (NumberFormatException _) {
        // Refused below.
      }
      throw new TypeConversionException("'" + text + "' is no port: write 0 to 65535");
    }
  }

  static final class Table implements ITypeConverter<TableFilter> {
    @Override
    public TableFilter convert(String text) {
      return TableFilter.parse(text)
          .orElseThrow(() ->
              new TypeConversionException(
                  "'" + text + "' is no table: write dataset.table or project.dataset.table"));
    }
  }

  static final class Delay implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      return DurationText.parse(text)
          .filter(duration -> !duration.isNegative())
          .orElseThrow(() ->
              new TypeConversionException(
                  "'" + text + "' is no duration: write 500ms, 30s, 5m or 2h"));
    }
  }

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new EmulatorMain()).execute(arguments));
  }

  private EmulatorOptions options() {
    EmulatorOptions options =
        EmulatorOptions.inMemory()
            .withPorts(host, restPort, grpcPort)
            .withProject(project)
            .withSchemaDelay(schemaDelay)
            .withMaxRequestBytes(maxRequestBytes)
            .withDiscard(discard)
            .withControl(!noControl);
    return data == null ? options : options.withDataDirectory(data);
  }

  @Override
  public Integer call() throws InterruptedException {
    EmulatorOptions options = options();
    CountDownLatch stop = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    try (Emulator emulator = Emulator.start(options)) {
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(() -> {
                stop.countDown();
                awaitQuietly(stopped);
              }));
      if (parent > 0) {
        ProcessHandle.of(parent)
            .ifPresentOrElse(
                process ->
                    process.onExit().thenAccept(_ -> stop.countDown()).exceptionally(_ -> null),
                stop::countDown);
      }
      System.out.printf(
          Locale.ROOT,
          "bigquery-emulator ready rest=%s:%d grpc=%s:%d%n",
          host,
          emulator.restPort(),
          host,
          emulator.grpcPort());
      System.out.flush();
      stop.await();
      return 0;
    } catch (IOException | RuntimeException e) {
      System.err.println("bigquery-emulator: " + e.getMessage());
      return 1;
    } finally {
      stopped.countDown();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
