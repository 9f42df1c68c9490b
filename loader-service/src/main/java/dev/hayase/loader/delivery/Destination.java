package dev.hayase.loader.delivery;

import dev.hayase.pipeline.TableSettings;
import dev.hayase.pipeline.TableSettings.Delivery;
import dev.hayase.pipeline.TableSettings.OnTruncate;
import dev.hayase.records.table.TableMode;
import dev.hayase.records.table.TableRef;
import dev.hayase.records.table.TypeConflict;
import java.util.List;

/// The table that takes a topic, as the pipeline wants it.
///
/// @param mode that is asked for; a source without a key may have another
/// @param clusterBy source names of columns; empty means the key's
/// @param conflicts what becomes of values of a type that the table's column does not take
record Destination(
    TableRef table,
    TableMode mode,
    List<String> clusterBy,
    TypeConflict conflicts,
    Delivery delivery,
    OnTruncate onTruncate) {
  Destination {
    clusterBy = List.copyOf(clusterBy);
  }

  static Destination of(TableRef table, TableMode mode, TableSettings settings) {
    TypeConflict conflicts =
        switch (settings.onTypeConflict()) {
          case WIDEN -> TypeConflict.WIDEN;
          case SIDE_COLUMN -> TypeConflict.SIDE_COLUMN;
          case PARK -> TypeConflict.PARK;
        };
    return new Destination(
        table, mode, settings.clusterBy(), conflicts, settings.delivery(), settings.onTruncate());
  }
}
