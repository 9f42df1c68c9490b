package dev.hayase.conformance;

import com.google.cloud.bigquery.storage.v1.WriteStream;
import java.util.ArrayList;
import java.util.List;

/// The rules of write streams in their shortest form: what a call answers and which rows are
/// visible. Sources: google/cloud/bigquery/storage/v1/storage.proto and stream.proto in
/// googleapis/googleapis, https://cloud.google.com/bigquery/docs/write-api.
public final class StreamModel {
  private final WriteStream.Type type;
  private final List<Long> rows = new ArrayList<>();
  private boolean finalized;
  private boolean committed;
  private int flushed;

  public StreamModel(WriteStream.Type type) {
    this.type = type;
  }

  /// @param offset below zero: none
  /// @return `ok@` and the offset, or the code of the refusal
  public String append(List<Long> ids, long offset) {
    if (finalized) {
      return "INVALID_ARGUMENT";
    }
    if (offset >= 0 && offset < rows.size()) {
      return "ALREADY_EXISTS";
    }
    if (offset > rows.size()) {
      return "OUT_OF_RANGE";
    }
    String answer = "ok@" + rows.size();
    rows.addAll(ids);
    return answer;
  }

  public String flush(long offset) {
    if (type != WriteStream.Type.BUFFERED || finalized) {
      return "INVALID_ARGUMENT";
    }
    if (offset >= rows.size()) {
      return "OUT_OF_RANGE";
    }
    if (offset < flushed) {
      return "ALREADY_EXISTS";
    }
    flushed = (int) offset + 1;
    return "ok@" + offset;
  }

  /// @return the number of rows
  public String close() {
    finalized = true;
    return "ok@" + rows.size();
  }

  public boolean canBeCommitted() {
    return type == WriteStream.Type.PENDING && finalized && !committed;
  }

  public void commit() {
    committed = true;
  }

  public int size() {
    return rows.size();
  }

  public List<Long> visible() {
    return switch (type) {
      case COMMITTED -> rows;
      case BUFFERED -> rows.subList(0, flushed);
      case PENDING -> committed ? rows : List.of();
      case TYPE_UNSPECIFIED, UNRECOGNIZED -> throw new IllegalStateException("no type: " + type);
    };
  }
}
