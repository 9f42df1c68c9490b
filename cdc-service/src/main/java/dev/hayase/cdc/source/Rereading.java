package dev.hayase.cdc.source;

import dev.hayase.cdc.change.LogPlace;
import dev.hayase.event.topic.ChangeTopic;
import java.util.List;
import java.util.Optional;

/// How tables of a database are read anew although its log is being followed, or was lost.
public interface Rereading {

  /// Whether the server takes a SQL expression as a condition on a table's rows.
  ///
  /// @return what it says against it; empty when it takes it
  Optional<String> problem(ChangeTopic table, String where);

  /// Gives the log up as far as it was not read, and begins it anew with these tables.
  ///
  /// @return the place from which it is read
  LogPlace renewLog(List<TableInspection> tables);

  /// Reads tables beside the log; to be closed before the database.
  ///
  /// @param session names the marks
  ChunkReader chunks(String session);
}
