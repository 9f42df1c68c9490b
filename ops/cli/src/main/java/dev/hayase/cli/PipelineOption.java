package dev.hayase.cli;

import dev.hayase.local.HayaseHome;
import dev.hayase.local.LocalPipeline;
import dev.hayase.pipeline.Pipeline;
import dev.hayase.pipeline.PipelineFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which pipeline a command is about.
final class PipelineOption {
  @Option(
      names = "--pipeline",
      paramLabel = "FILE",
      description = "The pipeline file (default: that of the demo).")
  private @Nullable Path file;

  Pipeline read() {
    return file != null
        ? PipelineFile.read(file)
        : PipelineFile.read(path(), LocalPipeline.variables()::get);
  }

  /// What the file refers to beside our own environment.
  Map<String, String> environment() {
    return file != null ? Map.of() : LocalPipeline.variables();
  }

  Path path() {
    if (file != null) {
      return file;
    }
    Path demo = HayaseHome.current().root().resolve(".hayase/demo/pipeline.yaml");
    if (!Files.exists(demo)) {
      throw new IllegalStateException(
          "No demo has run here: name the pipeline's file with --pipeline FILE");
    }
    return demo;
  }
}
