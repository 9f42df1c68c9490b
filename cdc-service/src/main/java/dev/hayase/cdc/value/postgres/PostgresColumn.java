package dev.hayase.cdc.value.postgres;

import java.util.OptionalInt;

/// A column as PostgreSQL describes it.
///
/// @param typeName the name in `pg_type`: `int4`, `_text`, or that of a user's own type
/// @param oid of the type; of its base type when it is a domain
/// @param array whether the type is an array
/// @param precision of `numeric(p,s)`, or the length of `bit(n)`; empty when not limited
/// @param scale of `numeric(p,s)`; may be negative
public record PostgresColumn(
    String name,
    String typeName,
    int oid,
    boolean array,
    OptionalInt precision,
    OptionalInt scale) {

  /// A column whose type takes no parameters.
  public static PostgresColumn of(String name, String typeName, int oid) {
    return new PostgresColumn(name, typeName, oid, false, OptionalInt.empty(), OptionalInt.empty());
  }

  /// The type as people write it, as `numeric(10,2)` or `int4[]`.
  String typeText() {
    String base = array && typeName.startsWith("_") ? typeName.substring(1) + "[]" : typeName;
    if (precision.isEmpty()) {
      return base;
    }
    return scale.isEmpty()
        ? base + "(" + precision.getAsInt() + ")"
        : base + "(" + precision.getAsInt() + "," + scale.getAsInt() + ")";
  }
}
