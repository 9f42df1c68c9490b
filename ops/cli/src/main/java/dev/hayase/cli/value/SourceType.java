package dev.hayase.cli.value;

/// A PostgreSQL type by its name in `pg_type`, such as `int4` or `timestamptz`.
///
/// @param name the type's name, of an array its elements' type
/// @param array whether it is an array of that
public record SourceType(String name, boolean array) {
  /// A type that is no array.
  public static SourceType scalar(String name) {
    return new SourceType(name, false);
  }

  /// An array of a type.
  public static SourceType arrayOf(String element) {
    return new SourceType(element, true);
  }
}
