package dev.hayase.loader.types;

/// A value that is to be loaded.
///
/// @param document as other producers write it in JSON
/// @param change as Hayase's change records write it
/// @param expected what BigQuery has to give back, as [Cells] reads it
record Sample(String document, String change, Object expected) {
  static Sample of(String json, Object expected) {
    return new Sample(json, json, expected);
  }

  static Sample quoted(String text, Object expected) {
    return of('"' + text + '"', expected);
  }
}
