package dev.hayase.cli;

import dev.hayase.pipeline.Pipeline;
import dev.hayase.pipeline.PipelineFile;
import java.nio.file.Path;
import java.util.concurrent.Callable;
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
        "%s is valid: %d sources into %s.%s%n",
        file,
        pipeline.sources().size(),
        pipeline.bigquery().project(),
        pipeline.bigquery().dataset());
    return 0;
  }
}
