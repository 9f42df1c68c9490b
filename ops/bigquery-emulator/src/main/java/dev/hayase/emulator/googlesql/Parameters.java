package dev.hayase.emulator.googlesql;

import dev.hayase.emulator.catalog.DataType;
import java.util.List;
import java.util.Map;

/// The parameters of a query.
///
/// @param named by lower-case name
public record Parameters(Map<String, Parameter> named, List<Parameter> positional) {
  public static final Parameters NONE = new Parameters(Map.of(), List.of());

  public Parameters {
    named = Map.copyOf(named);
    positional = List.copyOf(positional);
  }

  /// A parameter with its declared type.
  public record Parameter(DataType type, Value value) {}

  /// A parameter's value as the request wrote it.
  public sealed interface Value {
    record Null() implements Value {}

    /// A scalar in the form of `CAST(text AS type)`; BYTES are base64.
    record Text(String text) implements Value {}

    record Items(List<Value> elements) implements Value {}

    /// The fields of a STRUCT in the type's order.
    record Fields(List<Value> values) implements Value {}
  }
}
