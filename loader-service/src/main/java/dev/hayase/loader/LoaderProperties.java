package dev.hayase.loader;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// The service's own properties; everything else stands in the pipeline file.
///
/// @param pipeline path of `pipeline.yaml`
/// @param parentPid ends this process when that one is gone
@ConfigurationProperties("hayase")
record LoaderProperties(Path pipeline, @Nullable Long parentPid) {
  LoaderProperties {
    if (pipeline == null) {
      throw new IllegalArgumentException(
          "Say where the pipeline file is: --hayase.pipeline=<path> or HAYASE_PIPELINE");
    }
  }
}
