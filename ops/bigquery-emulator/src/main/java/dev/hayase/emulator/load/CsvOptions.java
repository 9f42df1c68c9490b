package dev.hayase.emulator.load;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/// How CSV is written
/// (https://cloud.google.com/bigquery/docs/reference/rest/v2/Job#jobconfigurationload).
///
/// @param quote 0 for none
/// @param nullMarkers what means NULL where it is not quoted
public record CsvOptions(
    byte delimiter,
    byte quote,
    boolean quotedNewlines,
    boolean jaggedRows,
    Set<String> nullMarkers,
    Charset charset) {
  public static final CsvOptions DEFAULT =
      new CsvOptions((byte) ',', (byte) '"', false, false, Set.of(""), StandardCharsets.UTF_8);

  public CsvOptions {
    nullMarkers = Set.copyOf(nullMarkers);
  }
}
