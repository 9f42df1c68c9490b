package dev.hayase.event.wire;

/// Names of the record headers on change topics and dead-letter topics. Values are UTF-8 text.
public final class Headers {
  /// The [WireVersion] of the record.
  public static final String VERSION = "hayase-version";

  /// The [fingerprint][dev.hayase.event.schema.Fingerprint] of the row's table schema in
  /// `hayase.schemas`.
  public static final String SCHEMA = "hayase-schema";

  /// The record's [sequence number][dev.hayase.event.SequenceNumber].
  public static final String SEQUENCE = "hayase-seq";

  /// On control records only: their [kind][dev.hayase.event.control.ControlRecord.Kind].
  public static final String CONTROL = "hayase-control";

  /// On rows that a snapshot read: the snapshot's id.
  public static final String SNAPSHOT = "hayase-snapshot";

  /// What the names of all headers of dead letters begin with.
  public static final String DEAD_LETTER_PREFIX = "hayase-dlt-";

  /// On dead letters: one stable word for why the record could not be loaded.
  public static final String DEAD_LETTER_CODE = "hayase-dlt-code";

  /// On dead letters: why the record could not be loaded.
  public static final String DEAD_LETTER_REASON = "hayase-dlt-reason";

  /// On dead letters: the column at fault, where one is.
  public static final String DEAD_LETTER_COLUMN = "hayase-dlt-column";

  /// On dead letters: what makes the record loadable.
  public static final String DEAD_LETTER_REMEDY = "hayase-dlt-remedy";

  /// On dead letters: the table in BigQuery that did not take the record, `project.dataset.table`.
  public static final String DEAD_LETTER_TABLE = "hayase-dlt-table";

  /// On dead letters that were redriven and failed again: the offset of the letter before, decimal.
  public static final String DEAD_LETTER_FORMER = "hayase-dlt-former";

  /// On dead letters: the topic that the record was read from.
  public static final String DEAD_LETTER_TOPIC = "hayase-dlt-original-topic";

  /// On dead letters: the partition that the record was read from, decimal.
  public static final String DEAD_LETTER_PARTITION = "hayase-dlt-original-partition";

  /// On dead letters: the offset that the record was read from, decimal.
  public static final String DEAD_LETTER_OFFSET = "hayase-dlt-original-offset";

  /// On dead letters of aggregations: the build that could not take the record, decimal.
  public static final String DEAD_LETTER_BUILD = "hayase-dlt-build";

  /// On dead letters: the original record's timestamp, decimal milliseconds since the epoch.
  public static final String DEAD_LETTER_TIMESTAMP = "hayase-dlt-original-timestamp";

  private Headers() {}
}
