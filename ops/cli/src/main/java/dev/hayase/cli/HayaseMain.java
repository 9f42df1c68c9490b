package dev.hayase.cli;

import dev.hayase.pipeline.InvalidPipelineException;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The command line.
@Command(
    name = "hayase",
    description = "Continuous data flow from application databases, through Kafka, into BigQuery.",
    mixinStandardHelpOptions = true,
    version = "hayase 0.1.0-SNAPSHOT",
    subcommands = {
      DemoCommand.class,
      VerifyCommand.class,
      UpCommand.class,
      ValidateCommand.class,
      AggregationCommand.class,
      TuneCommand.class,
      SourcesCommand.class,
      PreflightCommand.class,
      ReplayCommand.class,
      SnapshotCommand.class,
      AddTableCommand.class,
      RemoveTableCommand.class,
      PauseCommand.class,
      ResumeCommand.class,
      RestartCommand.class,
      DeadLettersCommand.class,
      KeysCommand.class,
      QuarantineCommand.class,
      EmulatorCommand.class,
      WorkloadCommand.class
    })
public final class HayaseMain {
  private static final int FAILED = 1;

  /// How a command ends that found mistakes in the pipeline file: `EX_CONFIG` of sysexits.h.
  static final int BAD_CONFIGURATION = 78;

  /// Entry point.
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new HayaseMain())
        .registerConverter(Duration.class, Durations::parse)
        .setExecutionExceptionHandler((trouble, line, _) -> {
          line.getErr().println(line.getColorScheme().errorText(sentence(trouble)));
          return trouble instanceof InvalidPipelineException ? BAD_CONFIGURATION : FAILED;
        });
  }

  private static String sentence(Exception trouble) {
    String message = trouble.getMessage();
    return message == null ? trouble.toString() : message;
  }
}
