package dev.hayase.emulator.faults;

import java.util.Arrays;
import java.util.Optional;

/// The kinds of call that faults tell apart: the six of the Storage Write API, and REST.
public enum CallKind {
  APPEND_ROWS("AppendRows"),
  CREATE_WRITE_STREAM("CreateWriteStream"),
  GET_WRITE_STREAM("GetWriteStream"),
  FINALIZE_WRITE_STREAM("FinalizeWriteStream"),
  FLUSH_ROWS("FlushRows"),
  BATCH_COMMIT_WRITE_STREAMS("BatchCommitWriteStreams"),
  REST("REST");

  private final String text;

  CallKind(String text) {
    this.text = text;
  }

  /// The kind of a gRPC method's bare name, or of `REST`.
  public static Optional<CallKind> named(String name) {
    return Arrays.stream(values()).filter(kind -> kind.text.equalsIgnoreCase(name)).findFirst();
  }

  @Override
  public String toString() {
    return text;
  }
}
