package dev.hayase.emulator;

import dev.hayase.emulator.write.WriteSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// How an emulator runs.
///
/// @param restPort 0 takes any free port
/// @param dataDirectory where everything survives the process; without one it is kept in memory
/// @param project named by `projects.list` even while it is empty; every other project works as
///   well
/// @param schemaDelay how long the Storage Write API does not know of a new schema
/// @param maxRequestBytes the largest AppendRows request
public record EmulatorOptions(
    String host,
    int restPort,
    int grpcPort,
    Optional<Path> dataDirectory,
    String project,
    InstantSource clock,
    Duration schemaDelay,
    int maxRequestBytes) {

  /// In memory, on free ports of the loopback interface.
  public static EmulatorOptions inMemory() {
    return new EmulatorOptions(
        "127.0.0.1",
        0,
        0,
        Optional.empty(),
        "hayase-local",
        Clock.systemUTC(),
        WriteSettings.DEFAULT.schemaDelay(),
        WriteSettings.DEFAULT.maxRequestBytes());
  }

  public EmulatorOptions withPorts(String newHost, int rest, int grpc) {
    return new EmulatorOptions(
        newHost, rest, grpc, dataDirectory, project, clock, schemaDelay, maxRequestBytes);
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
        maxRequestBytes);
  }

  public EmulatorOptions withProject(String newProject) {
    return new EmulatorOptions(
        host, restPort, grpcPort, dataDirectory, newProject, clock, schemaDelay, maxRequestBytes);
  }

  public EmulatorOptions withClock(InstantSource newClock) {
    return new EmulatorOptions(
        host, restPort, grpcPort, dataDirectory, project, newClock, schemaDelay, maxRequestBytes);
  }

  public EmulatorOptions withSchemaDelay(Duration delay) {
    return new EmulatorOptions(
        host, restPort, grpcPort, dataDirectory, project, clock, delay, maxRequestBytes);
  }
}
