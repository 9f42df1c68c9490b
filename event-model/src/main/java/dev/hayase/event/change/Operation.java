package dev.hayase.event.change;

import dev.hayase.event.wire.MalformedRecordException;

/// What happened to a row, under Debezium's letters.
public enum Operation {
  /// The row was there when a snapshot read it.
  READ("r"),
  CREATE("c"),
  UPDATE("u"),
  DELETE("d");

  private final String code;

  Operation(String code) {
    this.code = code;
  }

  /// The letter in the envelope's field `op`.
  public String code() {
    return code;
  }

  static Operation ofCode(String code) {
    for (Operation operation : values()) {
      if (operation.code.equals(code)) {
        return operation;
      }
    }
    throw new MalformedRecordException("A change has the unknown op '" + code + "'");
  }
}
