package dev.hayase.cli.standing;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// How an aggregation is, over all instances that were asked.
///
/// @param state the worst that an instance says; `UNKNOWN` when none says anything
/// @param through the instant through which its results are complete; empty before there are any
/// @param toRestore records of state that are still to be restored
/// @param stateBytes of its state on the disks of these instances
/// @param instances how many instances say so
/// @param build whose results are told; empty before there is any
/// @param order the build that is to take over
/// @param kept the build before, whose state is kept
public record Standing(
    String name,
    String state,
    Optional<String> reason,
    Optional<String> remedy,
    Optional<Instant> through,
    long toRestore,
    long stateBytes,
    int instances,
    OptionalInt build,
    Optional<BuildOrder> order,
    OptionalInt kept) {
  /// Nobody says how it is.
  public static final String UNKNOWN = "UNKNOWN";

  /// Only a person can make it run.
  public static final String HALTED = "HALTED";

  /// From the best to the worst.
  private static final List<String> STATES = List.of("RUNNING", "BUILDING", "RESTORING", HALTED);

  /// What the topics tell of an aggregation.
  ///
  /// @param members how many members its consumer group has
  public record Told(
      Optional<Instant> through,
      OptionalInt build,
      Optional<BuildOrder> order,
      OptionalInt kept,
      int members) {}

  /// Puts together what is known of an aggregation.
  ///
  /// @param reports those of the instances that were asked and know it
  /// @param asked where, as people write it
  public static Standing of(String name, List<ServiceReport> reports, Told told, String asked) {
    Optional<ServiceReport> worst =
        reports.stream()
            .max(
                Comparator.<ServiceReport>comparingInt(each -> STATES.indexOf(each.state()))
                    // Of two that are as bad, the one that says why.
                    .thenComparing(each -> each.reason().isPresent()));
    return new Standing(
        name,
        worst.map(ServiceReport::state).orElse(UNKNOWN),
        worst.map(ServiceReport::reason).orElseGet(() -> Optional.of(silence(told, asked))),
        worst
            .map(ServiceReport::remedy)
            .orElseGet(() ->
                Optional.of(
                    told.members() > 0
                        ? "Say where an instance is reached, with --service URL"
                        : "Start the aggregation-service")),
        told.through(),
        reports.stream().mapToLong(ServiceReport::toRestore).sum(),
        reports.stream().mapToLong(ServiceReport::stateBytes).sum(),
        reports.size(),
        told.build(),
        told.order(),
        told.kept());
  }

  private static String silence(Told told, String asked) {
    return "No aggregation-service at %s says how it is, and its group in Kafka has %s"
        .formatted(asked, told.members() > 0 ? "members" : "no members");
  }

  /// How far its results are behind.
  public Optional<Duration> lag(Instant now) {
    return through.map(complete -> Duration.between(complete, now));
  }

  /// Whether a person has to do something.
  public boolean needsHelp() {
    return state.equals(HALTED) || state.equals(UNKNOWN);
  }
}
