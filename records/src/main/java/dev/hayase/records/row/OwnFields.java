package dev.hayase.records.row;

import dev.hayase.records.SourceRecord;
import dev.hayase.records.table.OwnColumns;
import dev.hayase.records.table.TableShape;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Writes what the loader adds to a row: BigQuery's pseudo columns and [OwnColumns].
record OwnFields(ProtoBuffer out) {
  private static final byte[] UPSERT = utf8("UPSERT");
  private static final byte[] DELETE = utf8("DELETE");

  /// The timestamp of a record that has none.
  static final long NO_TIME = -1;

  /// A mirror's.
  void mirror(RowPlan plan, boolean deletes, String sequence) {
    mirror(plan, deletes, utf8(sequence));
  }

  /// A mirror's.
  ///
  /// @param sequence ASCII
  void mirror(RowPlan plan, boolean deletes, byte[] sequence) {
    text(TableShape.CHANGE_TYPE, deletes ? DELETE : UPSERT);
    text(TableShape.CHANGE_SEQUENCE_NUMBER, sequence);
    text(plan.own().sequence(), sequence);
  }

  /// A history's.
  void history(
      RowPlan plan,
      byte[] operation,
      long micros,
      String sequence,
      @Nullable String snapshotId,
      int partition,
      long offset) {
    text(plan.own().operation(), operation);
    integer(plan.own().committedAt(), micros);
    text(plan.own().sequence(), utf8(sequence));
    if (snapshotId != null) {
      text(plan.own().snapshotId(), utf8(snapshotId));
    }
    integer(plan.own().partition(), partition);
    integer(plan.own().offset(), offset);
  }

  /// That of a table that appends.
  void append(RowPlan plan, SourceRecord record, EventAttributes event) {
    integer(plan.own().partition(), record.partition().partition());
    integer(plan.own().offset(), record.offset());
    if (record.timestampMillis() != NO_TIME) {
      integer(plan.own().brokerTime(), brokerMicros(record));
    }
    text(plan.own().eventId(), event.id());
    text(plan.own().eventSource(), event.source());
    text(plan.own().eventType(), event.type());
    if (event.timed()) {
      integer(plan.own().eventTime(), event.micros());
    }
    EventTimes times = event.times();
    if (times.sent() != null) {
      integer(plan.own().sentAt(), times.sent());
    }
    if (times.received() != null) {
      integer(plan.own().receivedAt(), times.received());
    }
    if (times.correction() != null) {
      integer(plan.own().clockCorrection(), times.correction());
    }
  }

  /// Where the topic lets producers say the time, it may be any number.
  private static long brokerMicros(SourceRecord record) {
    try {
      return IntegerTimes.MILLISECONDS.micros(record.timestampMillis());
    } catch (Unfit unfit) {
      throw unfit.in(OwnColumns.BROKER_TIME);
    }
  }

  /// The row, unless it is too large for a request.
  Encoded sized(long commitMicros, boolean snapshot) {
    return out.size() <= RowEncoder.LARGEST_ROW
        ? new Encoded.Row(out.toByteArray(), commitMicros, snapshot)
        : new Encoded.Unfit(
            "the row takes "
                + out.size()
                + " bytes, and no more than "
                + RowEncoder.LARGEST_ROW
                + " fit into a request to BigQuery",
            Optional.empty());
  }

  /// A text, unless there is none.
  void text(int number, byte @Nullable [] value) {
    if (value != null) {
      out.varint(tag(number, ProtoBuffer.LENGTH_DELIMITED));
      out.delimited(value);
    }
  }

  private void integer(int number, long value) {
    out.varint(tag(number, ProtoBuffer.VARINT));
    out.varint(value);
  }

  private static int tag(int number, int wireType) {
    if (number == 0) {
      throw new IllegalArgumentException("The table lacks a column of the loader's own");
    }
    return ProtoBuffer.tag(number, wireType);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
