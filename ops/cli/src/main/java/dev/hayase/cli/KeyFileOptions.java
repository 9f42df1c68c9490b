package dev.hayase.cli;

import dev.hayase.cli.keys.KeyDocument;
import dev.hayase.pipeline.Pipeline;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Which file of API keys a command is about.
final class KeyFileOptions {
  @Option(
      names = "--file",
      paramLabel = "FILE",
      description =
          "The file of keys (default: log.keys of the pipeline, or without that aggregation.lookup.keys).")
  private @Nullable Path file;

  @Mixin private PipelineOption pipeline = new PipelineOption();

  KeyDocument read() {
    return KeyDocument.read(file == null ? named() : file);
  }

  private Path named() {
    Pipeline read = pipeline.read();
    return read.log()
        .access()
        .keys()
        .or(() -> read.aggregation().lookupKeys())
        .orElseThrow(() ->
            new IllegalStateException(
                "The pipeline names no file of keys: write log.keys or aggregation.lookup.keys, or name one with --file FILE"));
  }
}
