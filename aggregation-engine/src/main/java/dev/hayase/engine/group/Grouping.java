package dev.hayase.engine.group;

import dev.hayase.engine.value.Row;
import java.util.List;

/// How rows become groups.
sealed interface Grouping permits FixedGroups, SessionGroups {
  void apply(Row key, Contribution contribution, long now, LateSink late);

  /// A timer of [Space#TIMER] is due.
  void due(byte[] place);

  /// Looks at what a mark of [Space#DIRTY] names.
  void emit(byte[] place, byte[] mark, long now, Emission emission);

  List<Row> results(Row key, long now);
}
