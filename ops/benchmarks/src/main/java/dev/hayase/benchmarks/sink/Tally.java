package dev.hayase.benchmarks.sink;

import com.google.cloud.bigquery.storage.v1.AppendRowsRequest;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// What was acknowledged since the last reset. Used by many threads.
final class Tally {
  /// The column that holds when a row was made, microseconds since 1970.
  static final String MADE_AT = "created";

  private final AtomicLong rows = new AtomicLong();
  private final AtomicLong misplaced = new AtomicLong();
  private volatile long lastNanos = System.nanoTime();
  private final RowsByTable byTable = new RowsByTable();
  private volatile @Nullable Ages ages;
  private volatile String aged = "";

  /// Begins at zero.
  ///
  /// @param withAges whether rows are looked into for their age, which costs time
  /// @param tables how the names of those tables begin whose rows are looked into
  void reset(boolean withAges, String tables) {
    aged = tables;
    byTable.reset();
    rows.set(0);
    misplaced.set(0);
    lastNanos = System.nanoTime();
    ages = withAges ? new Ages() : null;
  }

  /// A request is about to be acknowledged.
  ///
  /// @param madeAt number of the field [#MADE_AT] in its rows
  void add(AppendRowsRequest request, String table, int madeAt) {
    byTable.add(table, request.getProtoRows().getRows().getSerializedRowsCount());
    Ages present = ages;
    if (present != null && table.startsWith(aged)) {
      long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
      for (ByteString row : request.getProtoRows().getRows().getSerializedRowsList()) {
        present.add((now - micros(row, madeAt)) / 1000);
      }
    }
    lastNanos = System.nanoTime();
    rows.addAndGet(request.getProtoRows().getRows().getSerializedRowsCount());
  }

  /// A request came at an offset at which none was due.
  void misplaced() {
    misplaced.incrementAndGet();
  }

  private static long micros(ByteString row, int field) {
    try {
      CodedInputStream in = row.newCodedInput();
      int tag;
      while ((tag = in.readTag()) != 0) {
        if (WireFormat.getTagFieldNumber(tag) == field) {
          return in.readInt64();
        }
        in.skipField(tag);
      }
      throw new IllegalStateException("A row has no field " + field + ", " + MADE_AT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Rows, the time of the last acknowledgement, misplaced requests: words with spaces between.
  String progress() {
    return rows.get() + " " + lastNanos + " " + misplaced.get();
  }

  /// Rows of each table: `table=rows` with spaces between.
  String tables() {
    return byTable.toString();
  }

  /// How many rows' ages were measured, the median and the 99th percentile in milliseconds.
  String ages() {
    Ages present = ages;
    return present == null
        ? "0 0 0"
        : present.count() + " " + present.percentile(0.5) + " " + present.percentile(0.99);
  }
}
