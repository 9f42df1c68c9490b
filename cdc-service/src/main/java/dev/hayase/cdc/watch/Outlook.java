package dev.hayase.cdc.watch;

import dev.hayase.cdc.runway.Runway;
import java.util.List;
import java.util.Optional;

/// What the watch knows of a source.
///
/// @param runway how far the capture is behind, and how long it may stay away; empty while that is
///   not known
/// @param warnings what somebody should know, each with its remedy
public record Outlook(Optional<Runway> runway, List<String> warnings) {
  public Outlook {
    warnings = List.copyOf(warnings);
  }

  /// Nothing is known.
  public static Outlook unknown() {
    return new Outlook(Optional.empty(), List.of());
  }
}
