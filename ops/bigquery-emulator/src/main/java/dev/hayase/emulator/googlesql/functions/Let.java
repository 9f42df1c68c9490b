package dev.hayase.emulator.googlesql.functions;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Gives values a name within an expression, so that each is written, and computed, once however
/// often its text is needed. DuckDB has no such form; a lambda over a list of one is one. The
/// values stand outside of the lambda, where subqueries and windows are allowed.
public final class Let {
  private Let() {}

  /// @param body from names of the values to the expression
  public static String be(List<Argument> values, Function<List<String>, String> body) {
    List<String> names = new ArrayList<>();
    List<String> bound = new ArrayList<>();
    for (Argument value : values) {
      if (value.simple()) {
        names.add(value.sql());
      } else {
        String field = "v" + bound.size();
        names.add("_let." + field);
        bound.add(field + " := " + value.sql());
      }
    }
    if (bound.isEmpty()) {
      return body.apply(names);
    }
    return "list_transform([struct_pack("
        + String.join(", ", bound)
        + ")], lambda _let: "
        + body.apply(names)
        + ")[1]";
  }
}
