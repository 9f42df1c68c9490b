package dev.hayase.log;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// What the service is told beside the pipeline file.
///
/// @param pipeline the pipeline file
/// @param parentPid ends the service when that process is gone
@ConfigurationProperties("hayase")
record LogProperties(Path pipeline, @Nullable Long parentPid) {}
