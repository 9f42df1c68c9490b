package dev.hayase.benchmarks.encoder;

import dev.hayase.local.process.ChildProcess;
import dev.hayase.local.process.Folders;
import dev.hayase.local.process.JavaCommand;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.generators.core.BenchmarkGenerator;
import org.openjdk.jmh.generators.core.FileSystemDestination;
import org.openjdk.jmh.generators.reflection.RFGeneratorSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `run encoder`. The classes that JMH needs around a benchmark are made when it runs, so that the
/// build has no generated code.
@Command(
    name = "encoder",
    description =
        "Nanoseconds and allocated bytes a row of the loader's encoder, beside Google's conversion"
            + " of JSON.",
    mixinStandardHelpOptions = true)
public final class EncoderCommand implements Callable<Integer> {
  private static final String HEAP = "512m";

  @Option(names = "--json", paramLabel = "FILE", description = "Writes JMH's figures there.")
  private @Nullable Path json;

  @Option(
      names = "--inputs",
      paramLabel = "NAME",
      description = "Of int, iso, debezium, log, with commas between (default: all).")
  private @Nullable String inputs;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("hayase-benchmark-");
    try {
      compile(folder);
      List<String> arguments =
          new ArrayList<>(List.of(EncoderBenchmark.class.getName(), "-prof", "gc"));
      if (inputs != null) {
        arguments.addAll(List.of("-p", "input=" + inputs));
      }
      if (json != null) {
        arguments.addAll(List.of("-rf", "json", "-rff", json.toAbsolutePath().toString()));
      }
      String classPath = folder + File.pathSeparator + System.getProperty("java.class.path");
      JavaCommand command =
          JavaCommand.mainClass(HEAP, classPath, "org.openjdk.jmh.Main", arguments);
      return ChildProcess.inForeground("encoder", command, folder).awaitExit();
    } finally {
      Folders.delete(folder);
    }
  }

  private static void compile(Path folder) throws IOException {
    RFGeneratorSource source = new RFGeneratorSource();
    source.processClasses(EncoderBenchmark.class);
    FileSystemDestination destination = new FileSystemDestination(folder.toFile(), folder.toFile());
    BenchmarkGenerator generator = new BenchmarkGenerator();
    generator.generate(source, destination);
    generator.complete(source, destination);
    if (destination.hasErrors()) {
      throw new IllegalStateException("JMH: " + destination.getErrors());
    }
    List<Path> sources;
    try (Stream<Path> files = Files.walk(folder)) {
      sources = files.filter(file -> file.toString().endsWith(".java")).toList();
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(
                  null,
                  files,
                  null,
                  List.of(
                      "-proc:none",
                      "-d",
                      folder.toString(),
                      "-cp",
                      System.getProperty("java.class.path")),
                  null,
                  files.getJavaFileObjectsFromPaths(sources))
              .call();
      if (!compiled) {
        throw new IllegalStateException("What JMH made does not compile");
      }
    }
  }
}
