package dev.hayase.cdc.order;

import dev.hayase.cdc.change.LogPlace;
import dev.hayase.cdc.source.TableInspection;
import dev.hayase.event.topic.ChangeTopic;
import java.util.List;
import java.util.Optional;

/// What an order finds at its source. The database is asked only by orders that need it, so that a
/// source can be paused whose database is away.
public interface Surroundings {
  /// The source's name.
  String source();

  /// Whether the source's patterns take the table in.
  boolean isWanted(ChangeTopic table);

  /// The patterns, as the pipeline file has them.
  List<String> patterns();

  /// What somebody does to have every table read anew.
  String snapshotRemedy();

  /// The tables that the patterns take in, those that cannot be captured included.
  List<TableInspection> tables();

  /// Whether tables can be read while the log is followed.
  boolean canReread();

  /// What the server says against a condition; empty when it takes it.
  Optional<String> problem(ChangeTopic table, String where);

  /// Gives the log up and begins it anew with these tables; the place from which it is read.
  LogPlace renewLog(List<TableInspection> tables);
}
