package dev.hayase.cli.replay;

import dev.hayase.event.replay.OffsetRange;
import java.util.Optional;

/// What loading a partition again would take.
///
/// @param records about how many, from the sample
/// @param bytes about how many, uncompressed, from the sample
/// @param sampled records that were looked at
/// @param gap what is no longer there of it
/// @param note what else there is to know
public record PartitionPlan(
    int partition,
    OffsetRange range,
    long records,
    long bytes,
    int sampled,
    Optional<String> gap,
    Optional<String> note) {}
