package dev.hayase.emulator.googlesql.functions;

import com.google.zetasql.Type;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One parameter in a row of a table. Written `STRING`; `STRING?` may be left out; `STRING*` comes
/// any number of times, also none; `ANY` is any type; `STRING~` is also computed for NULL, where
/// otherwise NULL gives NULL.
record Parameter(@Nullable Shape shape, boolean optional, boolean repeated, boolean nullable) {
  static List<Parameter> list(String text) {
    List<Parameter> parameters = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      if (!part.isBlank()) {
        parameters.add(parse(part.strip()));
      }
    }
    return List.copyOf(parameters);
  }

  private static Parameter parse(String text) {
    boolean optional = text.contains("?");
    boolean repeated = text.contains("*");
    boolean nullable = text.contains("~");
    String type = text.replaceAll("[?*~]", "");
    return new Parameter(
        type.equals("ANY") ? null : Shape.parse(type), optional, repeated, nullable);
  }

  boolean matches(Type type) {
    return shape == null || shape.matches(type);
  }

  /// Whether arguments of these types fit these parameters.
  static boolean accept(List<Parameter> parameters, List<Type> types) {
    int at = 0;
    for (Parameter parameter : parameters) {
      if (parameter.repeated()) {
        while (at < types.size() && parameter.matches(types.get(at))) {
          at++;
        }
      } else if (at < types.size() && parameter.matches(types.get(at))) {
        at++;
      } else if (!parameter.optional() || at < types.size()) {
        return false;
      }
    }
    return at == types.size();
  }
}
