package dev.hayase.emulator.googlesql;

/// The window of an analytic call, in DuckDB's words; a part that is absent is empty.
///
/// @param partitionBy `a, b`
/// @param orderBy `c DESC NULLS LAST`
/// @param frame `ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW`
record Window(String partitionBy, String orderBy, String frame) {
  /// `OVER (...)`.
  String over() {
    StringBuilder text = new StringBuilder("OVER (");
    if (!partitionBy.isEmpty()) {
      text.append("PARTITION BY ").append(partitionBy).append(' ');
    }
    if (!orderBy.isEmpty()) {
      text.append("ORDER BY ").append(orderBy).append(' ');
    }
    return text.append(frame).toString().strip() + ")";
  }
}
