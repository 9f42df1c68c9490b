package dev.hayase.emulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The emulator as a child process, which tests kill.
final class EmulatorProcess implements AutoCloseable {
  private static final Pattern READY =
      Pattern.compile(
          "bigquery-emulator ready rest=127\\.0\\.0\\.1:(\\d+) grpc=127\\.0\\.0\\.1:(\\d+)");

  private final Process process;
  private final Path temporary;
  private final List<String> lines = new ArrayList<>();
  private int restPort;
  private int grpcPort;

  private EmulatorProcess(Process process, Path temporary) {
    this.temporary = temporary;
    this.process = process;
  }

  static EmulatorProcess start(String... arguments) throws IOException {
    return start(List.of(), arguments);
  }

  /// @param machine options for the virtual machine
  static EmulatorProcess start(List<String> machine, String... arguments) throws IOException {
    // A killed JVM leaves behind what it unpacked: 70 MB.
    Path temporary = Files.createTempDirectory("emulator");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                // It lives for seconds.
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                EmulatorMain.class.getName()));
    command.addAll(1, machine);
    command.addAll(List.of(arguments));
    EmulatorProcess emulator =
        new EmulatorProcess(
            new ProcessBuilder(command).redirectErrorStream(true).start(), temporary);
    emulator.readUntilReady();
    return emulator;
  }

  static EmulatorProcess on(Path directory) throws IOException {
    return start("--rest-port", "0", "--grpc-port", "0", "--data", directory.toString());
  }

  /// Reads until the process is ready or has ended.
  private void readUntilReady() throws IOException {
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      lines.add(line);
      Matcher ready = READY.matcher(line);
      if (ready.matches()) {
        restPort = Integer.parseInt(ready.group(1));
        grpcPort = Integer.parseInt(ready.group(2));
        return;
      }
    }
  }

  List<String> lines() {
    return lines;
  }

  int restPort() {
    return restPort;
  }

  int grpcPort() {
    return grpcPort;
  }

  Clients clients() throws IOException {
    return new Clients(restPort, grpcPort);
  }

  /// SIGKILL.
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /// SIGTERM.
  int terminate() throws InterruptedException {
    process.destroy();
    return process.waitFor();
  }

  int exitCode() throws InterruptedException {
    return process.waitFor();
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly().onExit().join();
    try (Stream<Path> files = Files.walk(temporary)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
