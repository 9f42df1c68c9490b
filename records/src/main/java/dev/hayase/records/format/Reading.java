package dev.hayase.records.format;

import dev.hayase.event.SequenceNumber;
import dev.hayase.event.control.ControlRecord;

/// What a record is.
public sealed interface Reading {
  /// A row of the schema that has this key. What a key looks like is the format's own affair: a
  /// fingerprint, a hash, a registry's id; it is never empty.
  record Row(String schemaKey) implements Reading {}

  /// A control record.
  ///
  /// @param copy the number of this partition's copy
  record Control(ControlRecord control, SequenceNumber copy) implements Reading {}

  /// The source's table was emptied: another capture says so once, in one partition.
  ///
  /// @param schemaKey of the row that a history has for it
  /// @param cutoff the place in the source's order: rows before it are gone
  record Truncate(String schemaKey, String cutoff) implements Reading {}

  /// Nothing that a table would show: a tombstone after a delete, a heartbeat.
  record Nothing() implements Reading {
    public static final Nothing INSTANCE = new Nothing();
  }

  /// Something that belongs into the dead letters.
  ///
  /// @param reason for the operator; holds no cell values
  record Unreadable(String reason) implements Reading {}

  /// Something that must neither be loaded nor passed over: its partition waits.
  record Halting(String reason, String remedy) implements Reading {}
}
