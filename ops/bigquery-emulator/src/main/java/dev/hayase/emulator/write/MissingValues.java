package dev.hayase.emulator.write;

import com.google.cloud.bigquery.storage.v1.AppendRowsRequest;
import com.google.cloud.bigquery.storage.v1.AppendRowsRequest.MissingValueInterpretation;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// What a value that a row does not have means: NULL, or the column's default. The general
/// interpretation stays for the connection, those of single columns are for one request.
record MissingValues(
    MissingValueInterpretation general, Map<String, MissingValueInterpretation> columns) {
  static final MissingValues NULLS =
      new MissingValues(MissingValueInterpretation.NULL_VALUE, Map.of());

  MissingValues then(AppendRowsRequest request) {
    MissingValueInterpretation given = request.getDefaultMissingValueInterpretation();
    boolean unspecified =
        given == MissingValueInterpretation.MISSING_VALUE_INTERPRETATION_UNSPECIFIED;
    return new MissingValues(
        unspecified ? general : given,
        request.getMissingValueInterpretationsMap().entrySet().stream()
            .collect(
                Collectors.toMap(
                    column -> column.getKey().toLowerCase(Locale.ROOT),
                    Map.Entry::getValue,
                    (_, last) -> last)));
  }

  boolean useDefault(String column) {
    return columns.getOrDefault(column.toLowerCase(Locale.ROOT), general)
        == MissingValueInterpretation.DEFAULT_VALUE;
  }

  boolean neverUseDefault() {
    return general != MissingValueInterpretation.DEFAULT_VALUE
        && !columns.containsValue(MissingValueInterpretation.DEFAULT_VALUE);
  }
}
