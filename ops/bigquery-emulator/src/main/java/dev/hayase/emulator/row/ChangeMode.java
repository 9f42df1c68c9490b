package dev.hayase.emulator.row;

import org.jspecify.annotations.Nullable;

/// What a connection's rows do to their table. Its first row decides by its `_CHANGE_TYPE`; no
/// other row may disagree ([change data
/// capture](https://cloud.google.com/bigquery/docs/change-data-capture)). An application-created
/// stream is always in insert mode: Google's own test writes `INSERT` to a COMMITTED stream
/// ([managedwriter](https://github.com/googleapis/google-cloud-go/blob/main/bigquery/storage/managedwriter/integration_test.go),
/// `testSimpleCDC`).
public enum ChangeMode {
  /// `INSERT`, or no type at all.
  INSERT,
  /// `UPSERT` and `DELETE`.
  UPSERT;

  static ChangeMode of(String type) {
    return type.equals("UPSERT") || type.equals("DELETE") ? UPSERT : INSERT;
  }

  /// The words for insert mode are
  /// [nodejs-bigquery-storage#470](https://github.com/googleapis/nodejs-bigquery-storage/issues/470)'s.
  void require(@Nullable String type) throws RowProblem {
    boolean fits =
        switch (this) {
          case INSERT -> type == null || type.isEmpty() || type.equals("INSERT");
          case UPSERT -> type != null && of(type) == UPSERT;
        };
    if (!fits) {
      throw new RowProblem(
          "The given value is not a valid CHANGE_TYPE in "
              + (this == INSERT ? "insert" : "upsert")
              + " mode: "
              + (type == null ? "NULL" : type));
    }
  }
}
