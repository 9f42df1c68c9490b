package dev.hayase.cli.verify;

import dev.hayase.cli.value.Value;
import java.util.List;

/// A row of either side: the values of the key's columns, and those of all columns in the source's
/// order.
record TableRow(List<Value> key, List<Value> values) {
  TableRow {
    key = List.copyOf(key);
    values = List.copyOf(values);
  }
}
