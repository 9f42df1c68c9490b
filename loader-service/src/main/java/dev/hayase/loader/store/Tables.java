package dev.hayase.loader.store;

import dev.hayase.loader.outcome.Outcome;
import dev.hayase.records.table.PresentTable;
import dev.hayase.records.table.TableDefinition;
import dev.hayase.records.table.TableRef;
import dev.hayase.records.table.TableUpdate;
import dev.hayase.records.table.TableView;
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

  /// Makes a view, or brings it up to date. What somebody else made under its name is left alone.
  ///
  /// @param owner marks the view as that topic's
  /// @return whether the name is the view's; if not, it stays whose it is
  Outcome<Boolean> makeView(TableView view, String owner);

  /// Marks the table as one that takes rows of the topic with this
  /// [mark][dev.hayase.records.table.TopicMark], if nothing changed since it was described; else
  /// [dev.hayase.loader.outcome.Failure.ChangedMeanwhile].
  Outcome<Boolean> mark(TableRef table, PresentTable described, String topicMark);

  /// Takes a step towards the update: widens, or adds and relaxes. What is left of it shows when
  /// the table is described again. Waits its turn, since BigQuery takes few updates of one table.
  ///
  /// Columns are added and relaxed if nothing changed since the table was described; else
  /// [dev.hayase.loader.outcome.Failure.ChangedMeanwhile]. Widening needs no such condition:
  /// BigQuery itself refuses to make a type narrower.
  Outcome<Boolean> update(TableRef table, PresentTable described, TableUpdate update);
}
