package dev.hayase.aggregation.source;

import dev.hayase.records.format.HayaseFormat;
import dev.hayase.records.format.Schemas;
import dev.hayase.records.format.TopicFormat;

/// How the records of a source's topic are read: as the loader reads them.
///
/// @param records what they are
/// @param identity what tells the rows of a change topic apart
public record SourceFormat(TopicFormat records, Identity identity) {
  /// Of Hayase's own change records.
  ///
  /// @param published their schemas, by fingerprint
  public static SourceFormat ofChanges(Schemas published) {
    return new SourceFormat(new TopicFormat(new HayaseFormat(), published), Identity.RECORD_KEY);
  }

  /// What tells rows apart.
  public enum Identity {
    /// The record's key, as Hayase's own topics have it.
    RECORD_KEY,
    /// The values of the primary key's columns: other producers write one key in several ways.
    PRIMARY_KEY
  }
}
