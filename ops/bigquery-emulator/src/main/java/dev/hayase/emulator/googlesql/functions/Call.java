package dev.hayase.emulator.googlesql.functions;

import com.google.zetasql.Type;
import java.util.List;

/// A call of a scalar function.
///
/// @param type what it yields
/// @param safe whether an error is to yield NULL, as the prefix SAFE asks for
public record Call(String name, List<Argument> arguments, Type type, boolean safe) {
  public Call {
    arguments = List.copyOf(arguments);
  }

  String sql(int i) {
    return arguments.get(i).sql();
  }

  Type type(int i) {
    return arguments.get(i).type();
  }

  int size() {
    return arguments.size();
  }

  List<Type> types() {
    return arguments.stream().map(Argument::type).toList();
  }

  List<String> sqls() {
    return arguments.stream().map(Argument::sql).toList();
  }
}
