package dev.hayase.cdc.change;

import dev.hayase.cdc.change.Outgoing.Letter;
import dev.hayase.cdc.value.TableShape;
import dev.hayase.cdc.value.UnwritableValueException;
import dev.hayase.event.change.ChangeEvent;
import dev.hayase.event.change.Operation;
import dev.hayase.event.change.Origin;
import dev.hayase.event.change.RowImage;
import dev.hayase.event.topic.ChangeTopic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes the record of a row's change, or the letter in its place: one row that cannot travel must
/// not hold up the others.
///
/// What is needed of the row before a change is its key. When another value of it cannot be
/// written, the change travels as it does from a table whose log does not hold that row: a delete
/// with its key alone, an update without it.
public final class RowRecords {
  static final String UNWRITABLE = "unwritable-value";
  static final String TOO_LARGE = "record-too-large";
  // Headers, and what the broker's own form of a record takes.
  private static final int ENVELOPE = 2_048;

  private final Numbering numbering;
  private final int largest;

  /// @param largest the most bytes that a record may have
  public RowRecords(Numbering numbering, int largest) {
    this.numbering = numbering;
    this.largest = largest;
  }

  /// The record.
  ///
  /// @param before null where the log does not hold it
  /// @param after null for a delete
  /// @param snapshotId null for a change from the log
  /// @param micros when it is captured, microseconds since 1970
  public Outgoing record(
      ChangeTopic table,
      TableShape shape,
      Operation operation,
      @Nullable List<@Nullable String> before,
      @Nullable List<@Nullable String> after,
      Origin origin,
      @Nullable String snapshotId,
      long micros) {
    List<@Nullable String> keyed = after != null ? after : before;
    byte[] key = null;
    try {
      key = keyed == null ? null : shape.key(keyed);
      RowImage written = after == null ? null : shape.row(after);
      RowImage replaced = before == null ? null : before(shape, before, after == null);
      byte[] value = new ChangeEvent(operation, replaced, written, origin).toJson(micros);
      int size = value.length + (key == null ? 0 : key.length) + ENVELOPE;
      return size > largest
          ? tooLarge(table, operation, origin, key, size)
          : new Outgoing.Row(table, numbering.next(), key, value, shape.fingerprint(), snapshotId);
    } catch (UnwritableValueException e) {
      return letter(
          table,
          operation,
          origin,
          key,
          new Letter.Why(
              UNWRITABLE,
              String.valueOf(e.getMessage()),
              e.column(),
              "Change the value in the database, which brings the row anew; or leave the column out with"
                  + " personal: drop"));
    }
  }

  private static @Nullable RowImage before(
      TableShape shape, List<@Nullable String> row, boolean deleted) {
    try {
      return shape.row(row);
    } catch (UnwritableValueException e) {
      return deleted ? shape.row(keyAlone(shape, row)) : null;
    }
  }

  private static List<@Nullable String> keyAlone(TableShape shape, List<@Nullable String> row) {
    List<@Nullable String> alone = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      alone.add(isIn(shape.keyIndexes(), i) ? row.get(i) : null);
    }
    return alone;
  }

  private static boolean isIn(int[] indexes, int index) {
    return Arrays.stream(indexes).anyMatch(i -> i == index);
  }

  private Letter tooLarge(
      ChangeTopic table, Operation operation, Origin origin, byte @Nullable [] key, int size) {
    boolean keyFits = key == null || key.length + ENVELOPE <= largest / 2;
    return letter(
        table,
        operation,
        origin,
        keyFits ? key : null,
        new Letter.Why(
            TOO_LARGE,
            "The record would have %d bytes, and may have %d".formatted(size, largest),
            null,
            "Make the row smaller, which brings it anew; or leave its large column out with personal:"
                + " drop"));
  }

  private Letter letter(
      ChangeTopic table,
      Operation operation,
      Origin origin,
      byte @Nullable [] key,
      Letter.Why why) {
    return new Letter(
        table,
        numbering.next(),
        key,
        Whereabouts.of(operation, origin),
        origin.commitMicros(),
        why);
  }
}
