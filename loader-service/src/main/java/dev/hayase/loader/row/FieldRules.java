package dev.hayase.loader.row;

/// What an object may lack of its schema, and what it may have beyond it.
public enum FieldRules {
  /// It has the schema's fields, all of them and no others: the schema was made with the record.
  EXACT(false, false),
  /// A field that is missing is NULL, one that is not in the schema makes the record unfit.
  OPTIONAL(true, false),
  /// A field that is missing is NULL, one that is not in the schema is passed over.
  OPEN(true, true);

  private final boolean missingIsNull;
  private final boolean ignoresUnknown;

  FieldRules(boolean missingIsNull, boolean ignoresUnknown) {
    this.missingIsNull = missingIsNull;
    this.ignoresUnknown = ignoresUnknown;
  }

  boolean missingIsNull() {
    return missingIsNull;
  }

  boolean ignoresUnknown() {
    return ignoresUnknown;
  }
}
