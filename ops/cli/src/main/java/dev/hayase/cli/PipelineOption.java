package dev.hayase.cli;

import dev.hayase.local.HayaseHome;
import dev.hayase.local.LocalPipeline;
import dev.hayase.pipeline.Pipeline;
import dev.hayase.pipeline.PipelineFile;
import java.nio.file.Files;
import java.nio.file.Path;
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
    if (file != null) {
      return PipelineFile.read(file);
    }
    Path demo = HayaseHome.current().root().resolve(".hayase/demo/pipeline.yaml");
    if (!Files.exists(demo)) {
      throw new IllegalStateException(
          "No demo has run here: name the pipeline's file with --pipeline FILE");
    }
    return PipelineFile.read(demo, LocalPipeline.variables()::get);
  }
}
