package dev.hayase.emulator.sql;

import dev.hayase.emulator.catalog.BigQueryException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The query's parameters, already written as DuckDB's literals.
///
/// @param named by lower-case name
public record Parameters(Map<String, String> named, List<String> positional) {
  public static final Parameters NONE = new Parameters(Map.of(), List.of());

  public Parameters {
    named = Map.copyOf(named);
    positional = List.copyOf(positional);
  }

  String named(String name) {
    String value = named.get(name.toLowerCase(Locale.ROOT));
    if (value == null) {
      throw BigQueryException.invalidQuery("Query parameter '" + name + "' not found");
    }
    return value;
  }

  String positional(int index) {
    if (index >= positional.size()) {
      throw BigQueryException.invalidQuery("Query parameter number " + (index + 1) + " not found");
    }
    return positional.get(index);
  }
}
