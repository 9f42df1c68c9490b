package dev.hayase.cdc.failure;

/// What kinds of trouble there are. A kind's code is its name in the status, the metrics and the
/// documentation, and never changes.
public enum Kind {
  /// The pipeline file or the database is not set up as a capture needs it.
  SETUP("setup", Again.SLOWLY),
  /// The database's name or address is known to nobody.
  HOST_UNKNOWN("host-unknown", Again.SLOWLY),
  /// The password is wrong, or the role is not let in.
  LOGIN_REFUSED("login-refused", Again.SLOWLY),
  /// The role may not do what a capture does.
  PRIVILEGE_MISSING("privilege-missing", Again.SLOWLY),
  /// The server has no database of that name.
  DATABASE_MISSING("database-missing", Again.SLOWLY),
  /// The two sides do not agree on how the connection is protected.
  TLS_REFUSED("tls-refused", Again.SLOWLY),
  /// Nobody answers at the database's address, or a connection broke.
  DATABASE_AWAY("database-away", Again.SOON),
  /// The server starts, stops or recovers.
  DATABASE_STARTING("database-starting", Again.SOON),
  /// The connection stands, and nothing comes through it.
  STALLED("stalled", Again.SOON),
  /// The server takes no more connections.
  TOO_MANY_CONNECTIONS("too-many-connections", Again.SOON),
  /// The server has no place left for a slot.
  SLOTS_IN_USE("slots-in-use", Again.SLOWLY),
  /// Somebody else reads from the slot.
  SLOT_ACTIVE("slot-active", Again.SOON),
  /// The log from our place on is gone: the slot is dropped, invalid or moved, or files are purged.
  PLACE_LOST("place-lost", Again.BY_COMMAND),
  /// The log that the slot holds back is more than its budget, and the slot was dropped.
  BUDGET_PASSED("budget-passed", Again.BY_COMMAND),
  /// The publication is gone, or lacks tables.
  PUBLICATION_CHANGED("publication-changed", Again.SOON),
  /// Another server answers at the database's address.
  FAILED_OVER("failed-over", Again.SOON),
  /// The server does not log what changes, or no longer.
  LOG_SETTINGS("log-settings", Again.SLOWLY),
  /// Another reader uses our number among the server's replicas.
  SERVER_ID_TAKEN("server-id-taken", Again.SLOWLY),
  /// The server has no space or memory left.
  DATABASE_FULL("database-full", Again.SLOWLY),
  /// No broker answers as it should.
  KAFKA_AWAY("kafka-away", Again.SOON),
  /// Kafka lets us in and does not allow what a capture does.
  KAFKA_NOT_ALLOWED("kafka-not-allowed", Again.SLOWLY),
  /// Kafka does not let us in.
  KAFKA_LOGIN_REFUSED("kafka-login-refused", Again.SLOWLY),
  /// A row is larger than what Kafka takes.
  RECORD_TOO_LARGE("record-too-large", Again.SLOWLY),
  /// Another capture has the source.
  TAKEN_OVER("taken-over", Again.WHEN_SILENT),
  /// A mistake of ours.
  DEFECT("defect", Again.SOON),
  /// Something that has no kind of its own yet.
  UNKNOWN("unknown", Again.SOON);

  private final String code;
  private final Again again;

  Kind(String code, Again again) {
    this.code = code;
    this.again = again;
  }

  public String code() {
    return code;
  }

  /// Whether and how the capture tries again.
  public Again again() {
    return again;
  }

  /// When a capture is tried again.
  public enum Again {
    /// After half a second, and up to every 15 s: it may pass by itself.
    SOON("is tried again, after half a second and up to every 15 s"),
    /// Looked at every 15 s: somebody must mend it, and it goes on once that is done.
    SLOWLY("is looked at every 15 s, and goes on once it is mended"),
    /// Looked at as slowly; only a command or a change of the pipeline file helps.
    BY_COMMAND("goes on only after the command in the remedy"),
    /// When the other capture writes no more.
    WHEN_SILENT("stands by until the other capture writes no more");

    private final String sentence;

    Again(String sentence) {
      this.sentence = sentence;
    }

    /// What the capture does, to follow its name.
    public String sentence() {
      return sentence;
    }
  }
}
