package dev.hayase.cli;

import dev.hayase.cli.capture.PreflightReport;
import dev.hayase.local.HayaseHome;
import dev.hayase.local.LocalPreflight;
import dev.hayase.pipeline.Source;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hayase preflight`: what a database lacks before it can be captured.
@Command(
    name = "preflight",
    description =
        "Looks at the databases of a pipeline before they are captured, and changes nothing: privileges, settings of"
            + " the log, slots, retention, tables, clocks. Each finding comes with the statement that helps."
            + " Exits 1 if a capture cannot start.",
    mixinStandardHelpOptions = true)
final class PreflightCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "SOURCE",
      description = "The source (default: all of them).")
  private @Nullable String name;

  @Mixin private PipelineOption pipeline = new PipelineOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--json", description = "Print one JSON document instead.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    List<String> all = pipeline.read().sources().stream().map(Source::name).toList();
    String one = name;
    if (one != null && !all.contains(one)) {
      throw new IllegalArgumentException(
          "%s is no source of the pipeline: name one of %s".formatted(one, String.join(", ", all)));
    }
    PreflightReport report =
        PreflightReport.parse(
            LocalPreflight.look(
                HayaseHome.current(),
                pipeline.path(),
                pipeline.environment(),
                one == null ? all : List.of(one)));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(report.document().toPrettyString());
    } else {
      report.lines().forEach(out::println);
    }
    return report.canStart() ? 0 : 1;
  }
}
