package dev.hayase.pipeline;

import dev.hayase.pipeline.yaml.YamlFile;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Reads a pipeline from its file, the one thing that a user writes.
public final class PipelineFile {
  private PipelineFile() {}

  /// The pipeline, with `${NAME}` taken from this process's environment.
  ///
  /// @throws InvalidPipelineException with everything that is wrong with the file
  public static Pipeline read(Path file) {
    return read(file, System::getenv);
  }

  /// The pipeline, with `${NAME}` taken from `environment`, which answers null for what is not set.
  ///
  /// @throws InvalidPipelineException with everything that is wrong with the file
  public static Pipeline read(Path file, UnaryOperator<@Nullable String> environment) {
    YamlFile<Pipeline> read = YamlFile.read(file, environment, PipelineKeys.SECTION);
    Pipeline pipeline = read.value();
    if (pipeline == null) {
      throw new InvalidPipelineException(read.problems());
    }
    return pipeline;
  }
}
