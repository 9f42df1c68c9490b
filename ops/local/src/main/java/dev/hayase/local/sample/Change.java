package dev.hayase.local.sample;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// One change of one row.
public sealed interface Change {
  /// The table it changes.
  TableShape table();

  /// A new row.
  record Insert(TableShape table, Row row) implements Change {}

  /// New values for some columns of the row with that key; the key's own columns may be among them.
  record Update(TableShape table, List<String> key, SequencedMap<String, @Nullable String> values)
      implements Change {
    public Update {
      key = List.copyOf(key);
      values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
    }
  }

  /// The row with that key goes.
  record Delete(TableShape table, List<String> key) implements Change {
    public Delete {
      key = List.copyOf(key);
    }
  }
}
