package dev.hayase.emulator;

import dev.hayase.emulator.catalog.TableFilter;
import dev.hayase.emulator.write.WriteSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// How an emulator runs.
///
/// @param restPort 0 takes any free port
/// @param dataDirectory where everything survives the process; without one it is kept in memory
/// @param project named by `projects.list` even while it is empty; every other project works as
///   well
/// @param clock by which the emulator runs until a test sets its clock
/// @param schemaDelay how long the Storage Write API does not know of a new schema
/// @param maxRequestBytes the largest AppendRows request
/// @param discard tables whose rows are validated and counted, and not stored
/// @param control whether faults can be ordered and the clock be set
public record EmulatorOptions(
    String host,
    int restPort,
    int grpcPort,
    Optional<Path> dataDirectory,
    String project,
    InstantSource clock,
    Duration schemaDelay,
    int maxRequestBytes,
    List<TableFilter> discard,
    boolean control) {
  public EmulatorOptions {
    discard = List.copyOf(discard);
  }

  /// In memory, on free ports of the loopback interface.
  public static EmulatorOptions inMemory() {
    return new EmulatorOptions(
        "127.0.0.1",
        0,
        0,
        Optional.empty(),
        "hayase-local",
        Clock.systemUTC(),
        Duration.ZERO,
        WriteSettings.MAX_REQUEST_BYTES,
        List.of(),
        true);
  }

  public EmulatorOptions withPorts(String newHost, int rest, int grpc) {
    return new EmulatorOptions(
        newHost,
        rest,
        grpc,
        dataDirectory,
        project,
        clock,
        schemaDelay,
        maxRequestBytes,
        discard,
        control);
  }

  public EmulatorOptions withDataDirectory(Path directory) {
    return new EmulatorOptions(
        host,
        restPort,
        grpcPort,
        Optional.of(directory),
        project,
        clock,
        schemaDelay,
        maxRequestBytes,
        discard,
        control);
  }

  public EmulatorOptions withProject(String newProject) {
    return new EmulatorOptions(
        host,
        restPort,
        grpcPort,
        dataDirectory,
        newProject,
        clock,
        schemaDelay,
        maxRequestBytes,
        discard,
        control);
  }

  public EmulatorOptions withClock(InstantSource newClock) {
    return new EmulatorOptions(
        host,
        restPort,
        grpcPort,
        dataDirectory,
        project,
        newClock,
        schemaDelay,
        maxRequestBytes,
        discard,
        control);
  }

  public EmulatorOptions withSchemaDelay(Duration delay) {
    return new EmulatorOptions(
        host,
        restPort,
        grpcPort,
        dataDirectory,
        project,
        clock,
        delay,
        maxRequestBytes,
        discard,
        control);
  }

  public EmulatorOptions withMaxRequestBytes(int bytes) {
    return new EmulatorOptions(
        host,
        restPort,
        grpcPort,
        dataDirectory,
        project,
        clock,
        schemaDelay,
        bytes,
        discard,
        control);
  }

  public EmulatorOptions withDiscard(List<TableFilter> tables) {
    return new EmulatorOptions(
        host,
        restPort,
        grpcPort,
        dataDirectory,
        project,
        clock,
        schemaDelay,
        maxRequestBytes,
        tables,
        control);
  }

  public EmulatorOptions withControl(boolean on) {
    return new EmulatorOptions(
        host,
        restPort,
        grpcPort,
        dataDirectory,
        project,
        clock,
        schemaDelay,
        maxRequestBytes,
        discard,
        on);
  }
}
