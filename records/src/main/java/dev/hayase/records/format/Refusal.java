package dev.hayase.records.format;

import java.util.Optional;

/// Why one record cannot be loaded, while those beside it can. It goes with the record to the dead
/// letters.
///
/// @param code one word that stays the same from version to version, for rules and statistics
/// @param reason for the operator; holds no cell values, except in BigQuery's own words
/// @param column the source's name of the column at fault, where one is
/// @param remedy what makes the record loadable, so that it can be redriven
public record Refusal(String code, String reason, Optional<String> column, String remedy) {
  private static final String ROW_REFUSED = "row-refused";

  /// Whether the reason is in BigQuery's words, which may quote a value of the row.
  public boolean isQuotation() {
    return code.equals(ROW_REFUSED);
  }

  /// The record is not what its topic's contract says.
  public static Refusal malformed(String reason) {
    return new Refusal(
        "malformed-record",
        reason,
        Optional.empty(),
        "Correct what writes the topic, and have it send the row again; this record stays as it"
            + " is");
  }

  /// The record names a schema that nobody published.
  public static Refusal unknownSchema(String reason) {
    return new Refusal(
        "unknown-schema",
        reason,
        Optional.empty(),
        "Publish the schema where the reason says that it is missing (a capture of Hayase's does so when"
            + " it restarts), then redrive");
  }

  /// The table has the column with a type that does not hold the source's.
  public static Refusal typeConflict(String column, String reason) {
    return new Refusal(
        "type-conflict",
        reason,
        Optional.of(column),
        "Change the column's type in BigQuery, or give the topic another table in pipeline.yaml,"
            + " then redrive");
  }

  /// A value is none of the column's type, or would lose something.
  public static Refusal unfitValue(String reason, String column) {
    return new Refusal(
        "unfit-value",
        reason,
        Optional.of(column),
        "Give the column a type in BigQuery that holds the value, then redrive; or correct the"
            + " value in the source");
  }

  /// Likewise, where the pipeline declares the topic's schema: the file is what the operator can
  /// change.
  public static Refusal undeclaredValue(String reason, String column) {
    return new Refusal(
        "unfit-value",
        reason,
        Optional.of(column),
        "Correct the file that schema: names for this topic in pipeline.yaml, restart the loader"
            + " and redrive; or correct what writes the topic");
  }

  /// Nobody can say whether a later record has replaced it.
  public static Refusal unknownOrder() {
    return new Refusal(
        "order-unknown",
        "the topic no longer holds the records behind it, so that a later change of the row may be"
            + " missed",
        Optional.empty(),
        "Change the row in the source, or take a new snapshot of the table; lengthen the topic's"
            + " retention");
  }

  /// BigQuery does not accept the row.
  public static Refusal refusedRow(String reason) {
    return new Refusal(
        ROW_REFUSED, reason, Optional.empty(), "Do what BigQuery's reason asks for, then redrive");
  }

  /// The row is larger than a request to BigQuery may be.
  public static Refusal tooLarge(String reason) {
    return new Refusal(
        "row-too-large",
        reason,
        Optional.empty(),
        "Leave the large column out of the capture, or store a link in its place; the row cannot be"
            + " loaded as it is");
  }
}
