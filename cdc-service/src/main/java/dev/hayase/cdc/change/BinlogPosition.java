package dev.hayase.cdc.change;

/// A position of a binary log as its server says it, in the order of the log.
///
/// @param file the log's file, as `mysql-bin.000012`
/// @param pos in the file, in bytes
public record BinlogPosition(String file, long pos) {

  /// Whether everything before this position was read when the log was read to there.
  public boolean isReachedBy(BinlogPlace place) {
    if (file.equals(place.file())) {
      return place.pos() >= pos;
    }
    return base(file).equals(base(place.file())) && number(place.file()) > number(file);
  }

  /// Whether the other's files are numbered on from this one's.
  public boolean isOfTheLogOf(BinlogPlace place) {
    return base(file).equals(base(place.file()));
  }

  private static String base(String file) {
    return file.substring(0, file.lastIndexOf('.') + 1);
  }

  private static long number(String file) {
    return Long.parseLong(file, file.lastIndexOf('.') + 1, file.length(), 10);
  }
}
