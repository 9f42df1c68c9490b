package dev.hayase.cdc.snapshot;

import dev.hayase.cdc.change.Outgoing;
import dev.hayase.cdc.value.TableShape;
import dev.hayase.event.change.Origin;
import dev.hayase.event.topic.ChangeTopic;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes what belongs into the stream at this place of it.
public interface Emission {
  /// Records about the whole table.
  void controls(List<Outgoing> records);

  /// A row that was read.
  ///
  /// @param snapshotId null when the rows are not the whole table
  void row(
      ChangeTopic table,
      TableShape shape,
      List<@Nullable String> row,
      Origin origin,
      @Nullable String snapshotId);

  /// To be run once everything up to here is written, the position included.
  void afterwards(Runnable action);
}
