package dev.hayase.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hayase.cli.CommandRun;
import dev.hayase.cli.HayaseMain;
import dev.hayase.local.process.ChildProcess;
import dev.hayase.local.process.JavaCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where an operator types commands on the platform's pipeline.
final class Shell {
  private static final Pattern ORDER = Pattern.compile("rdered as (\\S+?)[.;]");

  private final Path folder;
  private final Path file;

  private Shell(Path folder, Path file) {
    this.folder = folder;
    this.file = file;
  }

  /// One with files of its own. The platform's pipeline refers to an environment variable that this
  /// process does not have.
  static Shell of(WholePlatform whole, Path folder) throws IOException {
    Path secret = Files.writeString(folder.resolve("password"), "unused");
    return new Shell(
        folder,
        Files.writeString(
            folder.resolve("pipeline.yaml"),
            Files.readString(whole.platform().pipelineFile())
                .replaceAll("\\$\\{[A-Z_]+}", Matcher.quoteReplacement("${file:" + secret + "}"))));
  }

  CommandRun run(String command) {
    return CommandRun.of(file, command);
  }

  CommandRun succeeded(String command) {
    CommandRun run = run(command);
    assertThat(run.status()).as(command + ": " + run).isZero();
    return run;
  }

  /// A command that gives an order.
  ///
  /// @return the order's name
  String ordered(String command) {
    CommandRun run = succeeded(command);
    Matcher order = ORDER.matcher(run.out());
    assertThat(order.find()).as(run.out()).isTrue();
    return order.group(1);
  }

  CommandRun awaitDone(String order) {
    return await()
        .atMost(WholePlatform.PATIENCE)
        .until(() -> run("replay status " + order), status -> status.status() == 0);
  }

  /// Runs a command as a process, and kills it (SIGKILL) as soon as it has printed some words.
  void killedAt(String words, String command) throws IOException {
    Path log = Files.createTempFile(folder, "killed", ".log");
    killedWhen(() -> Files.readString(log).contains(words), command, log);
  }

  /// Runs a command as a process, and kills it (SIGKILL) as soon as something holds.
  void killedWhen(Callable<Boolean> holds, String command) throws IOException {
    killedWhen(holds, command, Files.createTempFile(folder, "killed", ".log"));
  }

  private void killedWhen(Callable<Boolean> holds, String command, Path log) {
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    words.addAll(List.of("--pipeline", file.toString()));
    ChildProcess process =
        ChildProcess.start(
            "command",
            JavaCommand.mainClass(
                    "256m",
                    System.getProperty("java.class.path"),
                    HayaseMain.class.getName(),
                    words)
                .with("-XX:TieredStopAtLevel=1"),
            log);
    try {
      await().atMost(WholePlatform.PATIENCE).until(holds);
    } finally {
      process.kill();
    }
  }
}
