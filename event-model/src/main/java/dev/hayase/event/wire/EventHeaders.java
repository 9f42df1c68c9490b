package dev.hayase.event.wire;

/// Names of the record headers on the topics of streams and their quarantines: those of
/// CloudEvents' Kafka protocol binding in binary mode, and ours. Values are UTF-8 text.
///
/// None of them is required of those who write to a stream's topic themselves.
public final class EventHeaders {
  /// The version of CloudEvents: `1.0`.
  public static final String SPECIFICATION = "ce_specversion";

  /// The event's id: with the source it names the event, also when it was sent twice.
  public static final String ID = "ce_id";

  /// Who sent it.
  public static final String SOURCE = "ce_source";

  /// What kind of event it is.
  public static final String TYPE = "ce_type";

  /// When it happened, in RFC 3339, after the client's clock was put right.
  public static final String TIME = "ce_time";

  /// The media type of the value.
  public static final String CONTENT_TYPE = "content-type";

  /// When the log-service received it: decimal microseconds since the epoch.
  public static final String RECEIVED = "hayase-received";

  /// When the client sent it, by the client's clock: decimal microseconds since the epoch.
  public static final String SENT = "hayase-sent";

  /// What was added to the client's time to get [#TIME]: decimal microseconds, negative where the
  /// client's clock was ahead.
  public static final String CORRECTION = "hayase-clock-correction";

  /// In a quarantine: the protocol that it came in.
  public static final String QUARANTINE_DIALECT = "hayase-quarantine-dialect";

  /// In a quarantine: one stable word for why it is no event of the stream.
  public static final String QUARANTINE_CODE = "hayase-quarantine-code";

  /// In a quarantine: why it is no event of the stream.
  public static final String QUARANTINE_REASON = "hayase-quarantine-reason";

  /// In a quarantine: what makes it one.
  public static final String QUARANTINE_REMEDY = "hayase-quarantine-remedy";

  /// In a quarantine: the id of the key by which the value is encrypted; absent when it is not.
  public static final String QUARANTINE_ENCRYPTED_BY = "hayase-quarantine-encrypted-by";

  /// In a quarantine, of a record that is no event: the offset of the one that was redriven.
  public static final String QUARANTINE_REDRIVEN = "hayase-quarantine-redriven";

  private EventHeaders() {}
}
