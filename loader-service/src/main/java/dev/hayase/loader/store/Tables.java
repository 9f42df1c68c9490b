package dev.hayase.loader.store;

import dev.hayase.event.schema.Column;
import dev.hayase.loader.outcome.Outcome;
import dev.hayase.loader.table.PresentTable;
import dev.hayase.loader.table.TableDefinition;
import dev.hayase.loader.table.TableRef;
import java.util.List;
import java.util.Optional;

/// Descriptions of tables. Every call blocks until BigQuery answered or did not; none throws for
/// what BigQuery says.
public interface Tables {

  /// The table as it is now, empty when there is none (though its dataset is there).
  Outcome<Optional<PresentTable>> describe(TableRef table);

  /// Makes the table, and its dataset where there is none.
  /// [dev.hayase.loader.outcome.Failure.AlreadyExists] when another loader was faster.
  ///
  /// @param owner marks the table as that topic's
  Outcome<Boolean> create(TableDefinition definition, String owner);

  /// Adds columns, if nothing else changed since the table was described; else
  /// [dev.hayase.loader.outcome.Failure.ChangedMeanwhile].
  Outcome<Boolean> addColumns(TableRef table, PresentTable described, List<Column> columns);
}
