package dev.hayase.cdc.value.postgres;

import java.util.Map;

/// The forms of PostgreSQL's types, by the numbers that its catalog gives them for good. A type
/// that is not listed travels as its text.
final class Forms {
  private static final int NUMERIC = 1700;
  private static final int BIT = 1560;

  private static final Map<Integer, Form> BY_OID =
      Map.ofEntries(
          Map.entry(16, Form.BOOL),
          Map.entry(17, Form.BYTES),
          Map.entry(20, Form.INTEGER),
          Map.entry(21, Form.INTEGER),
          Map.entry(23, Form.INTEGER),
          Map.entry(26, Form.INTEGER),
          Map.entry(114, Form.JSON),
          Map.entry(3802, Form.JSON),
          Map.entry(700, Form.FLOAT),
          Map.entry(701, Form.FLOAT),
          Map.entry(790, Form.MONEY),
          Map.entry(1082, Form.DATE),
          Map.entry(1083, Form.TIME),
          Map.entry(1114, Form.DATETIME),
          Map.entry(1184, Form.TIMESTAMP));

  /// From an array's number to that of its elements; arrays of other types hold text.
  private static final Map<Integer, Integer> ELEMENT =
      Map.ofEntries(
          Map.entry(1000, 16),
          Map.entry(1001, 17),
          Map.entry(1016, 20),
          Map.entry(1005, 21),
          Map.entry(1007, 23),
          Map.entry(1028, 26),
          Map.entry(199, 114),
          Map.entry(3807, 3802),
          Map.entry(1021, 700),
          Map.entry(1022, 701),
          Map.entry(791, 790),
          Map.entry(1182, 1082),
          Map.entry(1183, 1083),
          Map.entry(1115, 1114),
          Map.entry(1185, 1184),
          Map.entry(1231, NUMERIC));

  private Forms() {}

  /// The form of a column's values; of its elements when it is an array.
  static Form of(PostgresColumn column) {
    int oid = column.array() ? ELEMENT.getOrDefault(column.oid(), 0) : column.oid();
    return switch (oid) {
      case NUMERIC -> decimal(column);
      case BIT -> column.precision().orElse(1) == 1 ? Form.BIT : Form.BITS;
      default -> BY_OID.getOrDefault(oid, byName(column));
    };
  }

  /// Types of extensions have another number in each database.
  private static Form byName(PostgresColumn column) {
    return column.typeName().equals("hstore") || column.typeName().equals("_hstore")
        ? Form.HSTORE
        : Form.TEXT;
  }

  private static Form decimal(PostgresColumn column) {
    if (column.array() || column.precision().isEmpty()) {
      return Form.BIGNUMERIC;
    }
    int scale = Math.max(0, column.scale().orElse(0));
    int integerDigits = column.precision().getAsInt() - column.scale().orElse(0);
    if (integerDigits <= 29 && scale <= 9) {
      return Form.NUMERIC;
    }
    return integerDigits <= 38 && scale <= 38 ? Form.BIGNUMERIC : Form.TEXT;
  }
}
