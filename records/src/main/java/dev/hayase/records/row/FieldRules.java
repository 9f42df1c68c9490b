package dev.hayase.records.row;

/// What an object may lack of its schema, and what it may have beyond it.
public enum FieldRules {
  /// It has the schema's fields, all of them and no others: the schema was made with the record.
  EXACT(false, false, "is in the record but not in the record's schema"),
  /// A field that is missing is NULL, one that is not in the schema makes the record unfit.
  OPTIONAL(
      true,
      false,
      "is in the record but not in the declared schema: declare it, or say unknown-fields: ignore"),
  /// Likewise, where the pipeline cannot say otherwise.
  DECLARED(true, false, "is in the record but not in the declared schema"),
  /// A field that is missing is NULL, one that is not in the schema is passed over.
  OPEN(true, true, "");

  private final boolean missingIsNull;
  private final boolean ignoresUnknown;
  private final String unknown;

  FieldRules(boolean missingIsNull, boolean ignoresUnknown, String unknown) {
    this.missingIsNull = missingIsNull;
    this.ignoresUnknown = ignoresUnknown;
    this.unknown = unknown;
  }

  boolean missingIsNull() {
    return missingIsNull;
  }

  boolean ignoresUnknown() {
    return ignoresUnknown;
  }

  /// Why a field that is not in the schema makes the record unfit.
  String unknown() {
    return unknown;
  }
}
