package dev.hayase.emulator.googlesql.functions;

import com.google.zetasql.Type;
import java.util.List;
import java.util.Optional;

/// A call of an aggregate or analytic function.
///
/// @param orderBy within the call, without the words ORDER BY; may be empty
/// @param limit how many elements at most
/// @param having HAVING MAX or MIN
/// @param over `OVER (...)`, or empty
public record AggregateCall(
    String name,
    List<Argument> arguments,
    Type type,
    boolean distinct,
    NullHandling nulls,
    String orderBy,
    Optional<String> limit,
    Optional<Having> having,
    String over) {

  /// What the call says about NULLs.
  public enum NullHandling {
    UNSAID,
    IGNORE,
    RESPECT
  }

  /// @param greatest whether the rows with the greatest or the least value count
  public record Having(boolean greatest, String value) {}

  public AggregateCall {
    arguments = List.copyOf(arguments);
  }

  List<Type> types() {
    return arguments.stream().map(Argument::type).toList();
  }

  String sql(int i) {
    return arguments.get(i).sql();
  }

  /// Fills in a template of the table.
  ///
  /// @param withoutNulls whether rows count only where the first argument is not NULL
  String filled(String template, boolean withoutNulls) {
    String text =
        template
            .replace("[d]", distinct ? "DISTINCT " : "")
            .replace("[n]", nulls == NullHandling.IGNORE ? " IGNORE NULLS" : "")
            .replace("[o]", orderBy.isEmpty() ? "" : " ORDER BY " + orderBy)
            .replace(
                "[w]",
                (withoutNulls ? " FILTER (WHERE " + sql(0) + " IS NOT NULL)" : "")
                    + (over.isEmpty() ? "" : " " + over));
    for (int i = 0; i < arguments.size(); i++) {
      text = text.replace("{" + i + "}", sql(i));
    }
    return text;
  }
}
