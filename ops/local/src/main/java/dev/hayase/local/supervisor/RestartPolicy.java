package dev.hayase.local.supervisor;

import java.time.Duration;

/// Decides what follows a process's death: a restart after a pause that doubles with each death in
/// a row, or none, because a restart cannot help.
///
/// @param first the pause after the first death
/// @param longest no pause is longer
/// @param settled a process that lived this long starts a new row
public record RestartPolicy(Duration first, Duration longest, Duration settled) {
  /// Exit status of a process whose configuration is wrong (`EX_CONFIG` of sysexits.h).
  public static final int BAD_CONFIGURATION = 78;

  /// From half a second to half a minute.
  public static final RestartPolicy DEFAULT =
      new RestartPolicy(Duration.ofMillis(500), Duration.ofSeconds(30), Duration.ofSeconds(60));

  /// What to do.
  public sealed interface Verdict {}

  /// Start it again after a pause; it was the `deathsInRow`th death in a row.
  public record Restart(Duration pause, int deathsInRow) implements Verdict {}

  /// Leave it; a person must act.
  public record GiveUp(String reason) implements Verdict {}

  /// The verdict on a death.
  ///
  /// @param exitStatus what the process ended with
  /// @param lived how long it ran
  /// @param earlierDeathsInRow deaths before this one without a settled life between them
  public Verdict decide(int exitStatus, Duration lived, int earlierDeathsInRow) {
    if (exitStatus == BAD_CONFIGURATION) {
      return new GiveUp("its configuration is wrong, a restart cannot help");
    }
    int inRow = lived.compareTo(settled) >= 0 ? 1 : earlierDeathsInRow + 1;
    Duration doubled = first.multipliedBy(1L << Math.min(inRow - 1, 30));
    return new Restart(doubled.compareTo(longest) < 0 ? doubled : longest, inRow);
  }
}
