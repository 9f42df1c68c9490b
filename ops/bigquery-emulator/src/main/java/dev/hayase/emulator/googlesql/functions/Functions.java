package dev.hayase.emulator.googlesql.functions;

import com.google.zetasql.Type;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// All scalar functions and operators that the emulator knows, by ZetaSQL's name.
public final class Functions {
  private static final Map<String, List<Mapping>> ALL = new LinkedHashMap<>();

  static {
    Stream.of(
            Operators.TABLE,
            Comparisons.TABLE,
            Conditionals.TABLE,
            Mathematics.TABLE,
            DecimalMathematics.TABLE,
            Strings.TABLE,
            BytesAndHashes.TABLE,
            Patterns.TABLE,
            Dates.TABLE,
            Timestamps.TABLE,
            TimeTexts.TABLE,
            IntervalsAndRanges.TABLE,
            ArrayFunctions.TABLE,
            JsonReading.TABLE,
            JsonWriting.TABLE,
            Casts.TABLE,
            AggregateSteps.TABLE)
        .flatMap(List::stream)
        .forEach(row -> ALL.computeIfAbsent(row.name(), name -> new ArrayList<>()).add(row));
  }

  private Functions() {}

  /// The call in DuckDB's SQL; empty if the function, or it with these types, is not translated.
  public static Optional<String> sql(Call call) {
    List<Type> types = call.types();
    return ALL.getOrDefault(call.name(), List.of()).stream()
        .filter(row -> row.accepts(types))
        .findFirst()
        .map(row -> row.writer().sql(call));
  }

  /// A call of a function of which is known that it is translated for these arguments.
  static String of(String name, Type type, boolean safe, List<Argument> arguments) {
    return sql(new Call(name, arguments, type, safe))
        .orElseThrow(() -> Mapping.unsupported("Function " + name));
  }

  public static Set<String> names() {
    return Set.copyOf(ALL.keySet());
  }

  /// Makes the Java functions known to the database that the connection is of.
  public static void register(Connection connection) throws SQLException {
    for (List<Mapping> rows : ALL.values()) {
      for (Mapping row : rows) {
        for (JavaFunction function : row.registered()) {
          function.register(connection);
        }
      }
    }
  }
}
