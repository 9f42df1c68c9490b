package dev.hayase.cdc;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What the service is told beside the pipeline file.
///
/// @param pipeline the pipeline file
/// @param parentPid ends the service when that process is gone
@ConfigurationProperties("hayase")
record CdcProperties(Path pipeline, @Nullable Long parentPid, @DefaultValue Cdc cdc) {

  /// How the capture keeps time.
  ///
  /// @param markerInterval between markers in the source's log, and so between watermarks
  /// @param watermarkMargin how far T stays behind the marker: more than a commit is ever delayed
  ///   between taking its time and reaching the log
  /// @param setupRetry how often trouble that somebody must mend is looked at again
  /// @param standbySilence how long a capture whose source another one took over must see nothing
  ///   written before it goes on; many marker intervals
  /// @param lookInterval between two looks at a source's server
  /// @param silence after which a stream is stalled; many marker intervals
  record Cdc(
      @DefaultValue("1s") Duration markerInterval,
      @DefaultValue("1s") Duration watermarkMargin,
      @DefaultValue("15s") Duration setupRetry,
      @DefaultValue("30s") Duration standbySilence,
      @DefaultValue("3s") Duration lookInterval,
      @DefaultValue("20s") Duration silence) {}
}
