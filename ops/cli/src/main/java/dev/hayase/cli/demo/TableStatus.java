package dev.hayase.cli.demo;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// What is known of a table at one moment.
///
/// @param latencyP50 seconds from the source's commit to BigQuery's acknowledgement, lately
/// @param completeThrough empty while it is not known
record TableStatus(
    String table,
    OptionalLong sourceRows,
    OptionalLong bigQueryRows,
    double changesPerSecond,
    OptionalDouble latencyP50,
    OptionalDouble latencyP99,
    Optional<Instant> completeThrough) {}
