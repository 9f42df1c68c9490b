package dev.hayase.records.table;

import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// How values of a source's column go into the table's column of that name.
///
/// | source | table | |
/// | --- | --- | --- |
/// | any type | the same | fits; a limit of the table below the source's is lifted to it |
/// | INT64, NUMERIC | NUMERIC, BIGNUMERIC | fits |
/// | NUMERIC, BIGNUMERIC | INT64, NUMERIC | the table's can be widened |
/// | INT64 | FLOAT64 | fits; an integer that FLOAT64 does not hold exactly is parked |
/// | FLOAT64 | INT64 | the table's can be widened, if no value in it lies beyond 2^53 |
/// | anything else | | a conflict |
public sealed interface Fit {

  /// Values can go.
  record Fits() implements Fit {}

  /// They can go once the table's column has this type.
  ///
  /// @param wider the column with the type and limits that it needs
  /// @param unproved whether values in the table might not survive it
  record Widens(Column wider, boolean unproved) implements Fit {}

  /// They cannot, or not without loss.
  record Conflicts() implements Fit {}

  /// Exact numbers, each held by the later ones.
  List<ColumnType> DECIMALS = List.of(ColumnType.INT64, ColumnType.NUMERIC, ColumnType.BIGNUMERIC);

  /// The digits of the greatest INT64.
  int INT64_DIGITS = 19;

  /// Compares.
  static Fit between(Column wanted, PresentColumn present) {
    boolean lists = wanted.mode() == Column.Mode.REPEATED;
    if (present.type().isEmpty() || lists != (present.mode() == Column.Mode.REPEATED)) {
      return new Conflicts();
    }
    ColumnType there = present.type().get();
    if (wanted.type() == there) {
      return limits(wanted, present);
    }
    if (takes(wanted.type(), there)) {
      return wanted.type() == ColumnType.INT64 && there != ColumnType.FLOAT64
          ? limits(digits(wanted, there), present)
          : limits(wanted.named(present.name()), present);
    }
    boolean decimals = DECIMALS.contains(wanted.type()) && DECIMALS.contains(there);
    boolean toFloat = wanted.type() == ColumnType.FLOAT64 && there == ColumnType.INT64;
    // BigQuery changes no type of list elements.
    return !lists && (decimals || toFloat)
        ? new Widens(plain(present.name(), wanted.type()), toFloat)
        : new Conflicts();
  }

  /// Whether values of a source's type can be written into a column of another.
  static boolean takes(ColumnType source, ColumnType there) {
    return source == there
        || (DECIMALS.contains(source) && DECIMALS.indexOf(source) < DECIMALS.indexOf(there))
        || (source == ColumnType.INT64 && there == ColumnType.FLOAT64);
  }

  private static Column digits(Column whole, ColumnType type) {
    return new Column(
        whole.name(),
        type,
        whole.mode(),
        OptionalLong.empty(),
        OptionalInt.of(INT64_DIGITS),
        OptionalInt.of(0),
        List.of());
  }

  private static Column plain(String name, ColumnType type) {
    return Column.nullable(name, type);
  }

  private static Fit limits(Column wanted, PresentColumn present) {
    boolean longer =
        present.maxLength().isPresent()
            && (wanted.maxLength().isEmpty()
                || wanted.maxLength().getAsLong() > present.maxLength().getAsLong());
    if (longer) {
      return new Widens(
          new Column(
              present.name(),
              present.type().orElseThrow(),
              Column.Mode.NULLABLE,
              wanted.maxLength(),
              OptionalInt.empty(),
              OptionalInt.empty(),
              List.of()),
          false);
    }
    return present.precision().isPresent() ? digits(wanted, present) : new Fits();
  }

  private static Fit digits(Column wanted, PresentColumn present) {
    int scale = present.scale().orElse(0);
    int whole = present.precision().orElseThrow() - scale;
    if (wanted.precision().isEmpty()) {
      return new Widens(plain(present.name(), present.type().orElseThrow()), false);
    }
    int wantedScale = wanted.scale().orElse(0);
    int wantedWhole = wanted.precision().getAsInt() - wantedScale;
    return wantedScale <= scale && wantedWhole <= whole
        ? new Fits()
        : new Widens(
            decimal(
                present.name(),
                present.type().orElseThrow(),
                Math.max(whole, wantedWhole),
                Math.max(scale, wantedScale)),
            false);
  }

  /// With so many digits before and after the point, or with the type's own limits where it does
  /// not have as many.
  private static Column decimal(String name, ColumnType type, int whole, int scale) {
    int mostWhole = type == ColumnType.NUMERIC ? 29 : 38;
    int mostScale = type == ColumnType.NUMERIC ? 9 : 38;
    return whole <= mostWhole && scale <= mostScale
        ? Column.decimal(name, type, whole + scale, scale)
        : plain(name, type);
  }
}
