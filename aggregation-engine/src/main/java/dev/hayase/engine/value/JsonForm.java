package dev.hayase.engine.value;

/// How a record's JSON carries values, where that differs.
public enum JsonForm {
  /// Hayase's change records, which have one form for each type; a JSON column is a string that
  /// holds the document's text.
  CHANGE,
  /// What others write: numbers and booleans may be strings, an INT64 any number that is one, and a
  /// JSON column takes the value as it stands.
  DOCUMENT
}
