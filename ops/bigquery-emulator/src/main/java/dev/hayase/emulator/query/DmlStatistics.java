package dev.hayase.emulator.query;

import com.google.gson.JsonObject;
import dev.hayase.emulator.googlesql.RowChange;

/// How many rows a statement added, changed and removed: `dmlStats` of its job.
public record DmlStatistics(long inserted, long updated, long deleted) {
  static final DmlStatistics NONE = new DmlStatistics(0, 0, 0);

  DmlStatistics plus(RowChange.Action action, long rows) {
    return switch (action) {
      case INSERT -> new DmlStatistics(inserted + rows, updated, deleted);
      case UPDATE -> new DmlStatistics(inserted, updated + rows, deleted);
      case DELETE -> new DmlStatistics(inserted, updated, deleted + rows);
    };
  }

  void describe(JsonObject statistics) {
    statistics.addProperty("numDmlAffectedRows", Long.toString(affected()));
    JsonObject rows = new JsonObject();
    rows.addProperty("insertedRowCount", Long.toString(inserted));
    rows.addProperty("updatedRowCount", Long.toString(updated));
    rows.addProperty("deletedRowCount", Long.toString(deleted));
    statistics.add("dmlStats", rows);
  }

  /// `numDmlAffectedRows`.
  public long affected() {
    return inserted + updated + deleted;
  }
}
