package dev.hayase.cli.verify;

import dev.hayase.cli.value.SourceType;

/// A column of the source's table.
///
/// @param place its place in the primary key, from 1, or 0
record SourceColumn(String name, SourceType type, int place) {
  boolean inKey() {
    return place > 0;
  }
}
