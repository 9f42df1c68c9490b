package dev.hayase.cli;

import dev.hayase.pipeline.Pipeline;
import dev.hayase.pipeline.PipelineFile;
import dev.hayase.pipeline.Source;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `hayase validate`: checks a pipeline file.
@Command(
    name = "validate",
    description = "Checks a pipeline file without starting anything.",
    mixinStandardHelpOptions = true)
final class ValidateCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "The pipeline file.")
  private Path file = Path.of("pipeline.yaml");

  @Override
  public Integer call() {
    Pipeline pipeline = PipelineFile.read(file);
    System.out.printf(
        "%s is valid: %s into %s.%s%n",
        file,
        pipeline.sources().stream().map(Source::name).collect(Collectors.joining(", ")),
        pipeline.bigquery().project(),
        pipeline.bigquery().dataset());
    ConnectionQuota.of(pipeline).warning().ifPresent(System.out::println);
    return 0;
  }
}
