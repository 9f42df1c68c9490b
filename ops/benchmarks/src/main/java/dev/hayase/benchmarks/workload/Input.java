package dev.hayase.benchmarks.workload;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// A kind of load: tables, their partitions, and the records in them.
public enum Input {
  /// 170 bytes of flat JSON, times as integers.
  INT(4, 2, 4_000_000, Columns.ORDERS),
  /// The same, times as ISO-8601 says.
  ISO(4, 2, 2_000_000, Columns.ORDERS),
  /// Debezium's envelopes of 15 columns.
  DEBEZIUM(4, 2, 1_200_000, Columns.WIDE),
  /// Log events of 1 KiB.
  LOG(4, 2, 1_000_000, Columns.LOG),
  /// 200 tables at once, rows as in [#INT].
  TABLES(200, 1, 3_000_000, Columns.ORDERS),
  /// One hot table, rows as in [#INT].
  HOT(1, 8, 4_000_000, Columns.ORDERS);

  /// The first segment of the topics of plain JSON.
  public static final String EVENTS = "events";

  /// The first segment of the topics of changes, and the name of their source.
  public static final String CHANGES = "changes";

  private final int tables;
  private final int partitions;
  private final long rows;
  private final String fields;

  Input(int tables, int partitions, long rows, String fields) {
    this.tables = tables;
    this.partitions = partitions;
    this.rows = rows;
    this.fields = fields;
  }

  /// The input of this name.
  public static Input of(String code) {
    return Arrays.stream(values())
        .filter(input -> input.code().equals(code))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("'" + code + "' is no input"));
  }

  /// Its name on the command line and in the figures.
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Whether the records are changes in Debezium's envelope, of tables that mirror their source.
  public boolean changes() {
    return this == DEBEZIUM;
  }

  /// The topics, one for each table.
  public List<String> topics() {
    String start = (changes() ? CHANGES : EVENTS) + ".";
    return IntStream.range(0, tables).mapToObj(t -> start + code() + ".t" + t).toList();
  }

  /// Partitions of each topic.
  public int partitions() {
    return partitions;
  }

  /// Rows that are drained unless the command line says otherwise.
  public long rows() {
    return rows;
  }

  /// The tables' columns: an array of fields as `bq show --schema` prints it.
  public String fields() {
    return fields;
  }

  /// The key of a change.
  public byte[] key(long id) {
    return RowText.key(id);
  }

  /// The value of a record.
  ///
  /// @param id of the row
  /// @param micros when it is made
  public byte[] value(long id, long micros) {
    return switch (this) {
      case INT, TABLES, HOT -> RowText.of(RowText::integerTimes, id, micros);
      case ISO -> RowText.of(RowText::isoTimes, id, micros);
      case DEBEZIUM -> RowText.of(RowText::change, id, micros);
      case LOG -> RowText.of(RowText::logEvent, id, micros);
    };
  }
}
