package dev.hayase.aggregation;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// What the service is told beside the pipeline file.
///
/// @param pipeline the pipeline file
/// @param parentPid ends the service when that process is gone
/// @param state the folder of local state; without it what the pipeline file says
/// @param address `host:port` by which other instances reach this one; without it the machine's
///   name and the service's port
@ConfigurationProperties("hayase")
record AggregationProperties(
    Path pipeline, @Nullable Long parentPid, @Nullable Path state, @Nullable String address) {}
