package dev.hayase.emulator.faults;

import dev.hayase.emulator.catalog.TableFilter;
import dev.hayase.emulator.catalog.TableName;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// When a fault happens: to calls of these kinds about these tables, after `skip` of them, to each
/// `every`-th, `times` times, `until` an instant of the emulator's clock; whichever ends first.
public record FaultRule(
    Fault fault,
    Set<CallKind> calls,
    Optional<TableFilter> table,
    long skip,
    long every,
    OptionalLong times,
    Optional<Instant> until) {
  public FaultRule {
    calls = Set.copyOf(calls);
  }

  /// Everywhere, always.
  public static FaultRule of(Fault fault) {
    return new FaultRule(
        fault, fault.possible(), Optional.empty(), 0, 1, OptionalLong.empty(), Optional.empty());
  }

  boolean concerns(Call call) {
    return calls.contains(call.kind()) && concerns(call.table());
  }

  boolean concerns(Optional<TableName> name) {
    return table.isEmpty() || (name.isPresent() && table.get().matches(name.get()));
  }

  boolean isOver(Instant now) {
    return until.isPresent() && !now.isBefore(until.get());
  }

  /// Whether the fault happens to a call that it concerns.
  ///
  /// @param before how many such calls came before it
  /// @param hits how often the fault has happened
  boolean strikes(long before, long hits) {
    return before >= skip
        && (before - skip) % every == every - 1
        && (times.isEmpty() || hits < times.getAsLong());
  }
}
