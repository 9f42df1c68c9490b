package dev.hayase.cdc.change;

import dev.hayase.cdc.value.TableShape;
import dev.hayase.event.topic.ChangeTopic;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The rows of the source as they are now: for values that the log leaves out.
public interface PresentRows {

  /// The texts of some columns of a row, in the order asked for.
  ///
  /// @param row holds the texts of its key's columns
  /// @param columns indexes of the wanted columns
  /// @return empty when no such row is there any more
  Optional<List<@Nullable String>> find(
      ChangeTopic table, TableShape shape, List<@Nullable String> row, List<Integer> columns);
}
