package dev.hayase.cli.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/// What the user asks of the demo.
///
/// @param duration of the live workload; empty: until Ctrl-C
/// @param rate changes per second; empty: a moderate one, or what brings all CSV rows in time
/// @param events per second, of browsers and servers together; none with CSV files
/// @param rows of the generated database
/// @param data a folder of CSV files instead of the generated data
/// @param json where the result is written as data
/// @param keep whether everything stays up after the verdict
/// @param replicas of `cdc-service`
/// @param chaos whether each service is killed once on the way
public record DemoOptions(
    Optional<Duration> duration,
    OptionalDouble rate,
    double events,
    long rows,
    Optional<Path> data,
    Optional<Path> json,
    boolean keep,
    int replicas,
    boolean chaos) {}
