package dev.hayase.records.connect;

import java.nio.charset.StandardCharsets;

/// Where a change stands in its source's log, as a change sequence number of BigQuery's: four
/// groups of sixteen hexadecimal digits, compared one after the other.
///
/// | source | first | second | third | fourth |
/// | --- | --- | --- | --- | --- |
/// | PostgreSQL | epoch | LSN | 0 in a snapshot, else 1 | Kafka offset |
/// | MySQL, MariaDB | epoch | number of the binlog file, position | 0 in a snapshot, else row + 1 | Kafka offset |
/// | MongoDB | epoch | cluster time: second, ordinal | 0 in a snapshot, else 1 | Kafka offset |
/// | SQL Server, Db2 | epoch | first 64 bits of the commit's LSN | its other bits, then 0 in a snapshot, else 1 | Kafka offset |
/// | Oracle | epoch | SCN | 0 in a snapshot, else 1 | Kafka offset |
/// | others, and records without a position | epoch | 0 | 0 | Kafka offset |
///
/// Two changes of one row never stand in the reverse order of these numbers: a row is locked until
/// the transaction that changed it has ended. What a restarted connector writes again has the same
/// position and a higher offset, so that it changes nothing that came later.
///
/// One object is used again for each record, by one thread.
public final class SourcePosition {
  private static final int GROUP = 16;
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final int FILE_SHIFT = 40;
  private static final long SECOND_MILLIS = 1000;
  private static final long NONE = -1;

  private final byte[] text = new byte[4 * GROUP + 3];
  private long epoch;
  private boolean snapshot;
  private long lsn = NONE;
  private long scn = NONE;
  private long file = NONE;
  private long filePosition;
  private long row;
  private long ordinal = NONE;
  private long millis;
  private boolean hasCommit;
  private long commitHigh;
  private long commitLow;

  /// The epoch of the next record, which goes first; see [ChangeOrder].
  public void epoch(long itsEpoch) {
    epoch = itsEpoch;
  }

  /// Forgets the last record's place.
  public void clear() {
    snapshot = false;
    lsn = NONE;
    scn = NONE;
    file = NONE;
    filePosition = 0;
    row = 0;
    ordinal = NONE;
    millis = 0;
    hasCommit = false;
    commitHigh = 0;
    commitLow = 0;
  }

  /// Takes a number of the source block; names that say nothing about the position are ignored.
  public void number(Field field, long value) {
    switch (field) {
      case LSN -> lsn = value;
      case SCN -> scn = value;
      case POS -> filePosition = value;
      case ROW -> row = value;
      case ORD -> ordinal = value;
      case TS_MS -> millis = value;
      case FILE, COMMIT_LSN -> {
        // These are texts; a number says nothing here.
      }
    }
  }

  /// Takes a text of the source block.
  public void text(Field field, byte[] bytes, int from, int to) {
    switch (field) {
      case FILE -> file = trailingDigits(bytes, from, to);
      case COMMIT_LSN -> commit(bytes, from, to);
      case SCN -> scn = leadingDigits(bytes, from, to);
      case LSN, POS, ROW, ORD, TS_MS -> number(field, leadingDigits(bytes, from, to));
    }
  }

  /// The record was read by a snapshot: it stands before the changes at the same position.
  public void snapshot() {
    snapshot = true;
  }

  /// Whether the record says where it stands.
  public boolean isKnown() {
    return lsn != NONE || scn != NONE || file != NONE || ordinal != NONE || hasCommit;
  }

  /// The sequence number.
  public String sequence(long offset) {
    long phase = snapshot ? 0 : 1;
    group(0, epoch);
    if (file != NONE) {
      group(1, file << FILE_SHIFT | filePosition);
      group(2, snapshot ? 0 : row + 1);
    } else if (ordinal != NONE) {
      group(1, (millis / SECOND_MILLIS) << 32 | ordinal);
      group(2, phase);
    } else if (hasCommit) {
      group(1, commitHigh);
      group(2, commitLow << 1 | phase);
    } else if (lsn != NONE || scn != NONE) {
      group(1, lsn != NONE ? lsn : scn);
      group(2, phase);
    } else {
      group(1, 0);
      group(2, 0);
    }
    group(3, offset);
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  private void group(int index, long value) {
    int start = index * (GROUP + 1);
    long rest = value;
    for (int i = start + GROUP - 1; i >= start; i--) {
      text[i] = HEX[(int) (rest & 0xF)];
      rest >>>= 4;
    }
    if (index > 0) {
      text[start - 1] = '/';
    }
  }

  /// `mysql-bin.000003`.
  private static long trailingDigits(byte[] bytes, int from, int to) {
    int start = to;
    while (start > from && isDigit(bytes[start - 1])) {
      start--;
    }
    return leadingDigits(bytes, start, to);
  }

  private static long leadingDigits(byte[] bytes, int from, int to) {
    long value = 0;
    for (int i = from; i < to && isDigit(bytes[i]); i++) {
      value = value * 10 + bytes[i] - '0';
    }
    return value;
  }

  /// `00000027:00000758:0003`: hexadecimal digits of 80 bits, or of up to 127.
  private void commit(byte[] bytes, int from, int to) {
    int digits = 0;
    for (int i = from; i < to; i++) {
      int digit = Character.digit(bytes[i], 16);
      if (digit >= 0) {
        if (digits++ < GROUP) {
          commitHigh = commitHigh << 4 | digit;
        } else {
          commitLow = commitLow << 4 | digit;
        }
      }
    }
    hasCommit = digits > 0;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  /// Fields of the source block that say where a change stands.
  public enum Field {
    LSN("lsn"),
    FILE("file"),
    POS("pos"),
    ROW("row"),
    ORD("ord"),
    TS_MS("ts_ms"),
    COMMIT_LSN("commit_lsn"),
    SCN("scn");

    private final String name;

    Field(String name) {
      this.name = name;
    }

    /// The name in the source block, ASCII.
    public byte[] bytes() {
      return name.getBytes(StandardCharsets.US_ASCII);
    }
  }
}
