package dev.hayase.cdc.source;

import dev.hayase.cdc.change.Captured;
import dev.hayase.cdc.change.LogPlace;
import dev.hayase.cdc.failure.Failure;
import dev.hayase.cdc.runway.LogUsage;
import dev.hayase.event.topic.ChangeTopic;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Looks at a source's server every few seconds, whether its capture runs or not, on a connection
/// of its own whose every answer has a limit in time. Sees what the engine does not notice by
/// itself. Used by one thread, but for [#proves].
public interface Lookout extends AutoCloseable {

  /// Looks once.
  ///
  /// @throws RuntimeException when the server does not say
  Sighting look(Expected expected);

  /// Whether these prove that the server's log comes through to us. From any thread.
  boolean proves(List<Captured> batch);

  /// The setting by which the server keeps its log for a time; empty where it goes by size only.
  String keptBy();

  /// Ends the server's side of a stream of ours that is over.
  ///
  /// @throws RuntimeException when the server does not do it
  void letGo();

  /// Ends the connection.
  @Override
  void close();

  /// What a capture relies on.
  ///
  /// @param tables that the running stream takes changes of; none when no stream runs
  /// @param read the place up to which everything is written; empty when none is known
  record Expected(Set<ChangeTopic> tables, Optional<LogPlace> read) {
    public Expected {
      tables = Set.copyOf(tables);
    }

    /// No stream runs.
    public static Expected nothing() {
      return new Expected(Set.of(), Optional.empty());
    }

    /// A stream of these tables runs.
    public static Expected of(Collection<ChangeTopic> tables, Optional<LogPlace> read) {
      return new Expected(Set.copyOf(tables), read);
    }

    /// Whether a stream runs.
    public boolean isRunning() {
      return !tables.isEmpty();
    }
  }

  /// What was seen.
  ///
  /// @param failure why the stream must be ended, if so
  /// @param usage of the server's log; empty while there is nothing of ours in it
  /// @param warnings what somebody should know before it becomes a failure, each with its remedy
  /// @param sending whether the server says that it is at work for us, though nothing comes yet
  record Sighting(
      Optional<Failure> failure, Optional<LogUsage> usage, List<String> warnings, boolean sending) {
    public Sighting {
      warnings = List.copyOf(warnings);
    }
  }
}
